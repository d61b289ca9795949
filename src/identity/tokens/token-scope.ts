/** `read`: GET only. `write`: everything that its user may do, save what is for people at a browser. */
export type TokenScope = 'read' | 'write';

export const TOKEN_SCOPES: readonly TokenScope[] = ['read', 'write'];

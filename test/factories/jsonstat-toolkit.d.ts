declare module 'jsonstat-toolkit' {
  /** Reads an address, or wraps what was read; the package comes without types. */
  const JSONstat: (source: string) => Promise<unknown>;
  export default JSONstat;
}

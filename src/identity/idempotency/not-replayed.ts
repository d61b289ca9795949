import { SetMetadata, type CustomDecorator } from '@nestjs/common';

export const NOT_REPLAYED = 'macities:not-replayed';

/**
 * `Idempotency-Key` has no effect on this route: its answer holds a secret or sets a cookie, which must not be stored.
 */
export const NotReplayed = (): CustomDecorator => SetMetadata(NOT_REPLAYED, true);

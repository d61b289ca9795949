import { ParseUUIDPipe } from '@nestjs/common';
import { badRequest } from '../../http/problem.js';

/** An id in the path; anything but a UUID is a 400. */
export const uuidParam = new ParseUUIDPipe({
  exceptionFactory: () =>
    badRequest(
      [
        {
          path: 'id',
          code: 'is_uuid',
          message: { lv: 'Jābūt identifikatoram (UUID).', en: 'Must be an identifier (UUID).' },
        },
      ],
      'invalid_input',
    ),
});

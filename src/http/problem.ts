/**
 * Errors as they leave the service: RFC 9457 problem details with a stable code and sentences in the reader's language.
 */
import { HttpException } from '@nestjs/common';
import type { Language, LocalisedText } from '../core/vocabulary.js';

/** One thing that is wrong with the input: where, in which row, and what to do. */
export interface InputError {
  /** Dotted path or JSON pointer into the body, name of a query parameter, or column of a file. */
  readonly path: string;
  /** Row as a spreadsheet counts it, for files. */
  readonly row?: number;
  readonly code: string;
  readonly message: LocalisedText;
}

export interface ProblemDetails {
  readonly status: number;
  /** Stable, machine-readable: `snake_case` for findings of input, `UPPER_CASE` for refusals of the method. */
  readonly code: string;
  readonly title: LocalisedText;
  readonly detail?: LocalisedText;
  readonly errors?: readonly InputError[];
  readonly headers?: Readonly<Record<string, string>>;
  /** Further members of the answer, such as both values of a conflict. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** An expected refusal. Anything else that is thrown is a fault and answers 500 without particulars. */
export class Problem extends HttpException {
  constructor(readonly details: ProblemDetails) {
    super(details.code, details.status);
    this.message = `${details.code}: ${details.title.en}`;
  }

  /** The problem+json body in one language. */
  body(language: Language, instance?: string): Record<string, unknown> {
    const { status, code, title, detail, errors, extra } = this.details;
    return {
      type: `urn:macities:problem:${code}`,
      title: title[language],
      status,
      code,
      ...(detail === undefined ? {} : { detail: detail[language] }),
      ...(instance === undefined ? {} : { instance }),
      ...(errors === undefined
        ? {}
        : { errors: errors.map((error) => ({ ...error, message: error.message[language] })) }),
      ...extra,
    };
  }
}

const TITLES: Readonly<Record<number, LocalisedText>> = {
  400: { lv: 'Pieprasījums nav saprotams', en: 'The request cannot be understood' },
  401: { lv: 'Vispirms pieslēdzieties', en: 'Sign in first' },
  403: { lv: 'Jums nav šādu tiesību', en: 'You are not permitted to do this' },
  404: { lv: 'Tas nav atrasts', en: 'This was not found' },
  405: { lv: 'Šī darbība te nav iespējama', en: 'This method is not allowed here' },
  406: { lv: 'Šādā formā atbildes nav', en: 'There is no answer in this form' },
  408: { lv: 'Pieprasījums netika saņemts laikā', en: 'The request did not arrive in time' },
  409: { lv: 'Dati pa to laiku ir mainījušies', en: 'The data have changed meanwhile' },
  412: { lv: 'Dati pa to laiku ir mainījušies', en: 'The data have changed meanwhile' },
  413: { lv: 'Pieprasījums ir pārāk liels', en: 'The request is too large' },
  414: { lv: 'Adrese ir pārāk gara', en: 'The address is too long' },
  415: { lv: 'Šāda datu forma netiek pieņemta', en: 'This form of data is not accepted' },
  422: { lv: 'Dati neatbilst noteikumiem', en: 'The data do not follow the rules' },
  429: { lv: 'Pārāk daudz pieprasījumu', en: 'Too many requests' },
  500: { lv: 'Pakalpojuma kļūda', en: 'A fault of the service' },
  503: { lv: 'Pakalpojums brīdi nav pieejams', en: 'The service is not available for a moment' },
};

/** The usual title of a status. */
export function titleOf(status: number): LocalisedText {
  return TITLES[status] ?? { lv: 'Pieprasījums nav izpildīts', en: 'The request was not carried out' };
}

/** 400 with the input errors found. */
export function badRequest(errors: readonly InputError[], code = 'bad_request'): Problem {
  return new Problem({ status: 400, code, title: titleOf(400), errors });
}

/** 404; `what` is named in both languages, e.g. `{ lv: 'Šāda rādītāja nav.', en: 'There is no such indicator.' }`. */
export function notFound(detail: LocalisedText, code = 'not_found'): Problem {
  return new Problem({ status: 404, code, title: titleOf(404), detail });
}

/** 403. */
export function forbidden(detail?: LocalisedText): Problem {
  return new Problem({
    status: 403,
    code: 'forbidden',
    title: titleOf(403),
    ...(detail === undefined ? {} : { detail }),
  });
}

/** 401. */
export function unauthorised(): Problem {
  return new Problem({
    status: 401,
    code: 'unauthorised',
    title: titleOf(401),
    headers: { 'www-authenticate': 'Bearer' },
  });
}

/** 422 with a code and the errors found. */
export function unprocessable(code: string, detail: LocalisedText, errors?: readonly InputError[]): Problem {
  return new Problem({ status: 422, code, title: titleOf(422), detail, ...(errors === undefined ? {} : { errors }) });
}

/** 409 with both sides in `extra`. */
export function conflict(code: string, detail: LocalisedText, extra?: Readonly<Record<string, unknown>>): Problem {
  return new Problem({ status: 409, code, title: titleOf(409), detail, ...(extra === undefined ? {} : { extra }) });
}

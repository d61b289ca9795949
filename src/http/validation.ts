/** Checks small bodies and query strings against their DTO class; bulk data have compiled checks of their own. */
import { ValidationPipe, type ValidationError } from '@nestjs/common';
import type { LocalisedText } from '../core/vocabulary.js';
import { badRequest, type InputError } from './problem.js';

type Sentence = (error: ValidationError, message: string) => LocalisedText;

const list = (message: string): string => /following values: (.*)$/.exec(message)?.[1] ?? '';
const number = (message: string): string => /(-?\d+(?:\.\d+)?)\s*(?:characters)?$/.exec(message)?.[1] ?? '';

const SENTENCES: Readonly<Record<string, Sentence>> = {
  whitelistValidation: (error) => ({
    lv: `Lauks “${error.property}” šeit nav paredzēts.`,
    en: `There is no field “${error.property}” here.`,
  }),
  isIn: (_, message) => ({ lv: `Atļautās vērtības: ${list(message)}.`, en: `Allowed values: ${list(message)}.` }),
  isInt: () => ({ lv: 'Jābūt veselam skaitlim.', en: 'Must be a whole number.' }),
  isNumber: () => ({ lv: 'Jābūt skaitlim.', en: 'Must be a number.' }),
  isString: () => ({ lv: 'Jābūt tekstam.', en: 'Must be text.' }),
  isBoolean: () => ({ lv: 'Jābūt “true” vai “false”.', en: 'Must be true or false.' }),
  isArray: () => ({ lv: 'Jābūt sarakstam.', en: 'Must be a list.' }),
  isUuid: () => ({ lv: 'Jābūt identifikatoram (UUID).', en: 'Must be an identifier (UUID).' }),
  isEmail: () => ({ lv: 'Jābūt e-pasta adresei.', en: 'Must be an e-mail address.' }),
  min: (_, message) => ({ lv: `Mazākā vērtība: ${number(message)}.`, en: `Smallest value: ${number(message)}.` }),
  max: (_, message) => ({ lv: `Lielākā vērtība: ${number(message)}.`, en: `Largest value: ${number(message)}.` }),
  maxLength: (_, message) => ({
    lv: `Ne vairāk par ${number(message)} rakstzīmēm.`,
    en: `At most ${number(message)} characters.`,
  }),
  minLength: (_, message) => ({
    lv: `Vismaz ${number(message)} rakstzīmes.`,
    en: `At least ${number(message)} characters.`,
  }),
  isNotEmpty: () => ({ lv: 'Nedrīkst būt tukšs.', en: 'Must not be empty.' }),
  isDefined: () => ({ lv: 'Lauks ir obligāts.', en: 'The field is required.' }),
};

const CODES: Readonly<Record<string, string>> = { whitelistValidation: 'unknown_field' };
const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Every failed check with its path, flattened. */
export function inputErrors(errors: readonly ValidationError[], prefix = ''): InputError[] {
  return errors.flatMap((error) => {
    const path = prefix === '' ? error.property : `${prefix}.${error.property}`;
    const own = Object.entries(error.constraints ?? {}).map(([name, message]) => ({
      path,
      code: CODES[name] ?? snake(name),
      message: SENTENCES[name]?.(error, message) ?? { lv: `Vērtība neder (${name}).`, en: `${message}.` },
    }));
    return [...own, ...inputErrors(error.children ?? [], path)];
  });
}

/** The pipe that every route passes: unknown fields are refused, types converted. */
export function validationPipe(): ValidationPipe {
  return new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    validationError: { target: false, value: false },
    stopAtFirstError: true,
    exceptionFactory: (errors) => badRequest(inputErrors(errors), 'invalid_input'),
  });
}

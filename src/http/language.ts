import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Language, LocalisedText } from '../core/vocabulary.js';

/**
 * The language of an answer: `?lang=` where given, else the first of Latvian and English that `Accept-Language`
 * prefers, else Latvian.
 */
export function languageOf(request: Pick<FastifyRequest, 'query' | 'headers'>): Language {
  const asked = (request.query as Record<string, unknown> | undefined)?.['lang'];
  if (asked === 'lv' || asked === 'en') return asked;
  const preferences = (request.headers['accept-language'] ?? '')
    .split(',')
    .map((part, position) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const quality = parameters
        .map((parameter) => /^\s*q=([01](?:\.\d{0,3})?)\s*$/.exec(parameter)?.[1])
        .find(Boolean);
      return { language: tag.split('-')[0], quality: quality === undefined ? 1 : Number(quality), position };
    })
    .filter(({ language, quality }) => (language === 'lv' || language === 'en') && quality > 0)
    .sort((a, b) => b.quality - a.quality || a.position - b.position);
  return preferences[0]?.language === 'en' ? 'en' : 'lv';
}

/** Injects the language of the answer into a handler. */
export const InLanguage = createParamDecorator((_: unknown, context: ExecutionContext): Language => {
  return languageOf(context.switchToHttp().getRequest<FastifyRequest>());
});

/** A text in one language; the other one where it is empty. */
export function inLanguage(text: LocalisedText, language: Language): string {
  return text[language] !== '' ? text[language] : text[language === 'lv' ? 'en' : 'lv'];
}

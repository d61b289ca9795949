/** English texts, complete. */
import type { lv } from './lv.ts';

type SameShape<T> = { readonly [K in keyof T]: T[K] extends string ? string : SameShape<T[K]> };

export const en: SameShape<typeof lv> = {
  product: 'learning by comparing',
  owner: 'Latvian Association of Local and Regional Governments',
  layout: {
    skip: 'Skip to content',
    menu: 'Menu',
    navigation: 'Main menu',
    overview: 'Overview',
    indicators: 'Indicators',
    compare: 'Compare',
    supportIndex: 'Support index',
    practices: 'Practices',
    data: 'Data',
    methodology: 'Method',
    accessibility: 'Accessibility',
    signIn: 'Sign in',
    signOut: 'Sign out',
    language: 'Language',
    view: 'View',
    largePrint: 'Large print',
    highContrast: 'High contrast',
    sample: 'Sample data: the figures are made up so that the service can be tried out.',
    footer: 'The figures are available under the licence CC BY 4.0.',
  },
  state: {
    loading: 'Loading …',
    failedTitle: 'This could not be loaded',
    failed: 'The service did not answer. Try again in a moment.',
    again: 'Try again',
    notFoundTitle: 'There is no such page',
    notFound: 'Check the address, or start from the overview.',
    toOverview: 'To the overview',
    forbiddenTitle: 'This page is not open to you',
    forbidden: 'Sign in as a user who may see it.',
    empty: 'There is nothing here yet.',
  },
};

/** Refusals of this room, in words. */
import type { FormModule } from '../http/actor.js';
import { conflict, forbidden, notFound, type Problem } from '../http/problem.js';
import type { ModuleState } from './workflow/workflow.js';

export function noSubmission(): Problem {
  return notFound({ lv: 'Šāda iesnieguma nav.', en: 'There is no such submission.' }, 'submission_not_found');
}

export function noCell(key: string): Problem {
  return notFound({ lv: `Lauka “${key}” veidlapā nav.`, en: `The form has no cell “${key}”.` }, 'cell_not_found');
}

const STATE_NAMES: Readonly<Record<ModuleState, { readonly lv: string; readonly en: string }>> = {
  draft: { lv: 'melnraksts', en: 'draft' },
  submitted: { lv: 'iesniegts', en: 'submitted' },
  approved: { lv: 'apstiprināts', en: 'approved' },
  in_review: { lv: 'LPS pārbaudē', en: 'in review' },
  returned: { lv: 'atdots labošanai', en: 'returned' },
  accepted: { lv: 'pieņemts', en: 'accepted' },
};

/** 409: the module is not open for entries (any more, or yet). */
export function moduleClosed(module: FormModule, state: ModuleState): Problem {
  const name = STATE_NAMES[state];
  return conflict(
    'module_not_open',
    {
      lv: `Sadaļu ${module} tagad nevar mainīt (stāvoklis: ${name.lv}). Ja vajag labot, lūdziet to atvērt tam, kurš to iesniedza, apstiprināja vai pārbauda.`,
      en: `Module ${module} cannot be changed now (state: ${name.en}). To correct it, ask whoever submitted, approved or reviews it to reopen it.`,
    },
    { module, state },
  );
}

/** 409: the action does not fit the state. */
export function actionRefused(module: FormModule, state: ModuleState, permitted: readonly string[]): Problem {
  const name = STATE_NAMES[state];
  return conflict(
    'action_not_possible',
    {
      lv: `Sadaļai ${module} šo darbību tagad veikt nevar (stāvoklis: ${name.lv}).`,
      en: `This action is not possible for module ${module} now (state: ${name.en}).`,
    },
    { module, state, permittedActions: permitted },
  );
}

export function ownEntry(module: FormModule): Problem {
  return forbidden({
    lv: `Sadaļā ${module} ir jūsu ievadītas vērtības vai iesniegums. Savu darbu neapstiprina: lūdziet to izdarīt citam pilnvarotam apstiprinātājam.`,
    en: `Module ${module} holds values that you entered or submitted. Nobody approves their own work: ask another approver or deputy.`,
  });
}

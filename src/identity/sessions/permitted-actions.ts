import { holdsRole, type Actor, type Role } from '../../http/actor.js';

/**
 * What a user may do in general, for the pages to show or hide what leads there. Whether it is possible with a certain
 * submission is said by that submission's own `permittedActions`.
 */
export type PermittedAction =
  | 'submission.edit'
  | 'submission.submit'
  | 'submission.approve'
  | 'submission.review'
  | 'drafts.read'
  | 'period.manage'
  | 'catalogue.import'
  | 'observations.import'
  | 'scoring.run'
  | 'edition.publish'
  | 'practice.write'
  | 'improvement_plan.write'
  | 'method_lab.use'
  | 'deputy.name'
  | 'token.create'
  | 'user.manage'
  | 'audit.read';

const HOLDERS: Readonly<Record<PermittedAction, readonly Role[] | 'signed_in'>> = {
  'submission.edit': ['data_owner', 'coordinator'],
  'submission.submit': ['coordinator'],
  'submission.approve': ['approver'],
  'submission.review': ['lps_reviewer', 'lps_administrator'],
  'drafts.read': ['lps_reviewer', 'lps_analyst', 'lps_administrator'],
  'period.manage': ['lps_administrator'],
  'catalogue.import': ['lps_administrator'],
  'observations.import': ['lps_analyst', 'lps_administrator'],
  'scoring.run': ['lps_analyst', 'lps_administrator'],
  'edition.publish': ['lps_administrator'],
  'practice.write': ['data_owner', 'coordinator', 'approver', 'lps_analyst', 'lps_administrator'],
  'improvement_plan.write': ['coordinator', 'approver'],
  'method_lab.use': ['lps_analyst', 'lps_administrator'],
  'deputy.name': ['approver', 'lps_administrator'],
  'token.create': 'signed_in',
  'user.manage': ['lps_administrator'],
  'audit.read': ['lps_administrator'],
};

export const PERMITTED_ACTIONS = Object.keys(HOLDERS) as readonly PermittedAction[];

/** The actor's actions in a fixed order; none for nobody. */
export function permittedActions(actor: Actor | null): PermittedAction[] {
  if (actor === null) return [];
  return PERMITTED_ACTIONS.filter((action) => {
    const holders = HOLDERS[action];
    return holders === 'signed_in' || holders.some((role) => holdsRole(actor, role));
  });
}

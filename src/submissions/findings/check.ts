/** Everything that is odd about a submission, or about what a change can affect. Pure. */
import type { Severity } from '../../core/vocabulary.js';
import type { FormModule } from '../../http/actor.js';
import type { CellRule } from '../../indicators/compiled/cell-rule.js';
import type { FormCell } from '../form/form-definition.js';
import { isNumber } from '../values/stored-value.js';
import type { SubmissionContent } from '../values/submission-content.js';
import type { Finding } from './finding.js';
import { oddityOf, type PeerPicture } from './plausibility.js';
import { missingSentence, ruleSentence } from './sentences.js';

/** What values are compared with besides the municipality's own. */
export interface Yardstick {
  readonly peers: PeerPicture | null;
  /** Inhabitants of the municipality; null where unknown. */
  readonly population: number | null;
}

export const NO_YARDSTICK: Yardstick = { peers: null, population: null };

/** All findings on a submission, or on one module of it, in the order of the form. */
export function checkAll(content: SubmissionContent, yardstick: Yardstick, module?: FormModule): Finding[] {
  const { form } = content;
  const isMeant = (cell: FormCell | undefined) => cell !== undefined && (module ?? cell.module) === cell.module;
  const rules = form.compiled.rules.filter(({ cell }) => isMeant(form.byKey.get(cell.code)));
  const cells = form.cells.filter(isMeant);
  return inFormOrder(content, [...ruleFindings(content, rules), ...cellFindings(content, cells, yardstick)]);
}

/**
 * The findings that a change of these cells can have altered: rules that read them, directly or through derived
 * values, and the cells themselves. Whatever stands in `checkedCells` and is not found is gone.
 */
export function checkAffected(
  content: SubmissionContent,
  keys: readonly string[],
  yardstick: Yardstick,
): { readonly checkedCells: readonly string[]; readonly findings: Finding[] } {
  const { form } = content;
  const mains = [...new Set(keys.flatMap((key) => form.byKey.get(key)?.main ?? []))];
  const touched = new Set(
    form.compiled.rulesAffectedBy(mains).flatMap(({ cell }) => (form.byKey.has(cell.code) ? [cell.code] : [])),
  );
  for (const main of mains) touched.add(main);
  const rules = [...touched].flatMap((cell) => form.compiled.rulesOf(cell));
  const cells = form.cells.filter(({ main }) => touched.has(main));
  const findings = [...ruleFindings(content, rules), ...cellFindings(content, cells, yardstick)];
  return { checkedCells: [...touched], findings: inFormOrder(content, findings) };
}

function inFormOrder(content: SubmissionContent, findings: Finding[]): Finding[] {
  const position = new Map(content.form.cells.map(({ key }, index) => [key, index]));
  const at = ({ cell }: Finding) => position.get(cell) ?? -1;
  return findings.sort((a, b) => at(a) - at(b));
}

function ruleFindings(content: SubmissionContent, rules: readonly CellRule[]): Finding[] {
  const source = content.source();
  const said = new Set<string>();
  return rules.flatMap((rule): Finding[] => {
    if (rule.sameForAllCells && said.has(rule.code)) return [];
    if (rule.evaluate(source) !== 'violated') return [];
    said.add(rule.code);
    const cell = content.form.byKey.get(rule.cell.code);
    if (cell === undefined) return [];
    const explained = content.isExplained(cell.key);
    return [
      {
        code: rule.code,
        severity: severityOf(rule, cell),
        cell: cell.key,
        module: cell.module,
        message: ruleSentence(rule, source),
        explained: rule.kind === 'soft' && explained,
      },
    ];
  });
}

/** What LPS loads centrally is not the municipality's to correct. */
function severityOf(rule: CellRule, cell: FormCell): Severity {
  if (cell.kind === 'central') return 'information';
  return rule.kind === 'hard' ? 'error' : 'warning';
}

function cellFindings(content: SubmissionContent, cells: readonly FormCell[], yardstick: Yardstick): Finding[] {
  return cells.flatMap((cell): Finding[] => {
    const { key, module } = cell;
    if (isMissing(content, cell)) {
      const message = missingSentence(key, content.form);
      return [{ code: 'value_missing', severity: 'error', cell: key, module, message, explained: false }];
    }
    const oddity = oddityOf(cell, content, yardstick.peers, yardstick.population);
    if (oddity === null) return [];
    const explained = content.isExplained(cell.main);
    return [{ ...oddity, severity: 'warning', cell: key, module, explained }];
  });
}

/** Whether a cell that must be filled is not. */
export function isMissing(content: SubmissionContent, cell: FormCell): boolean {
  if (cell.kind !== 'collected' || cell.required === 'no') return false;
  if (content.at(cell).status !== 'not_provided') return false;
  if (cell.companion === null) return true;
  const main = content.form.byKey.get(cell.main);
  if (main === undefined || content.impliedBy(cell) !== null) return false;
  const beside = content.at(main);
  if (!isNumber(beside)) return false;
  return cell.required === 'always' || beside.value !== 0;
}

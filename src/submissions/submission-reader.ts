import { Injectable } from '@nestjs/common';
import type { Transaction } from '../database/database.js';
import type { Municipalities } from '../municipalities/municipalities.js';
import type { PopulationDefinition } from '../municipalities/municipality.js';
import { CollectionFacts } from './collection-facts.js';
import type { Yardstick } from './findings/check.js';
import { spreadOf, type PeerPicture, type PeerSpread } from './findings/plausibility.js';
import type { FormDefinition } from './form/form-definition.js';
import type { PeriodRecord } from './periods/reporting-period.js';
import type { SubmissionRecord } from './submission.repository.js';
import { ObservationRecord, type PeriodColumns } from './values/observation-record.js';
import type { RecordedValue } from './values/stored-value.js';
import { SubmissionContent } from './values/submission-content.js';
import { ValueRepository } from './values/value.repository.js';

/** A submission with all that is needed to show and check it. */
export interface LoadedSubmission {
  readonly submission: SubmissionRecord;
  readonly content: SubmissionContent;
  readonly yardstick: Yardstick;
  /** The period before, whose values stand beside; undefined for the first one. */
  readonly previous: PeriodRecord | undefined;
}

/** Puts together what a submission holds and what it is compared with. */
@Injectable()
export class SubmissionReader {
  private readonly pictures = new WeakMap<PeriodColumns, PeerPicture>();

  constructor(
    private readonly facts: CollectionFacts,
    private readonly values: ValueRepository,
    private readonly record: ObservationRecord,
  ) {}

  /** The form of the catalogues in force. */
  async form(): Promise<FormDefinition> {
    return this.facts.form();
  }

  async load(transaction: Transaction, submission: SubmissionRecord): Promise<LoadedSubmission> {
    const form = await this.form();
    const municipalities = await this.facts.directory.snapshot();
    const previous = await this.facts.previousOf(submission.period);
    const { municipalityId, period } = submission;
    const values = await this.values.of(transaction, submission.id);
    const present = await this.record.valuesOf(transaction, municipalityId, period.id);
    const before =
      previous === undefined
        ? new Map<string, RecordedValue>()
        : await this.record.valuesOf(transaction, municipalityId, previous.id);
    const content = new SubmissionContent(form, values, {
      present: withPopulation(present, municipalities, submission),
      previous: before,
    });
    const peers = previous === undefined ? null : await this.peers(previous, municipalities);
    const population = municipalities.populationOn(municipalityId, period.endsOn)?.population ?? null;
    return { submission, content, yardstick: { peers, population }, previous };
  }

  private async peers(previous: PeriodRecord, municipalities: Municipalities): Promise<PeerPicture> {
    const columns = await this.record.columnsOf(previous.id);
    const known = this.pictures.get(columns);
    if (known !== undefined) return known;
    const population = Float64Array.from(
      municipalities.unitOrder(),
      ({ id }) => municipalities.populationOn(id, previous.endsOn)?.population ?? NaN,
    );
    const cells = new Map<string, PeerSpread>();
    for (const [key, values] of columns) {
      const spread = spreadOf(values, population);
      if (spread !== null) cells.set(key, spread);
    }
    const picture = { period: previous.code, cells };
    this.pictures.set(columns, picture);
    return picture;
  }
}

/** Inhabitants from the reference data, where LPS has not loaded the figure as an observation. */
function withPopulation(
  present: ReadonlyMap<string, RecordedValue>,
  municipalities: Municipalities,
  { municipalityId, period }: SubmissionRecord,
): ReadonlyMap<string, RecordedValue> {
  const year = Number(period.endsOn.slice(0, 4));
  const added = new Map(present);
  const figureOn = (definition: PopulationDefinition, of: number) =>
    municipalities
      .populationOf(municipalityId, definition)
      .find(({ referenceDate }) => referenceDate === `${of}-01-01`);
  const [start, end] = [figureOn('usual_residents', year), figureOn('usual_residents', year + 1)];
  if (start !== undefined && end !== undefined && !added.has('CX-POP'))
    added.set('CX-POP', reference(Math.round((start.population + end.population) / 2), end.source));
  const declared = figureOn('declared_residence', year);
  if (declared !== undefined && !added.has('CX-POP|fpr'))
    added.set('CX-POP|fpr', reference(declared.population, declared.source));
  return added;
}

const reference = (value: number, source: string): RecordedValue => ({ value, status: 'reported', source });

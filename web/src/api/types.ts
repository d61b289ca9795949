/** What the service answers, by the names that the pages use; the shapes are those of its OpenAPI document. */
import type { MunicipalityProfile } from '../../../src/core/benchmark.ts';
import type { ValueStatus } from '../../../src/core/vocabulary.ts';
import type { components } from './schema.d.ts';

type Schemas = components['schemas'];

export interface Page<T> {
  readonly items: readonly T[];
  readonly total: number;
}

/** A number, or the reason why there is none. */
interface StatedValue {
  readonly value: number | null;
  readonly status: ValueStatus;
}

/** The document calls a status any text; it is one of the reasons of the vocabulary. */
type Stated<T> = Omit<T, 'status'> & Pick<StatedValue, 'status'>;

export type Municipality = Schemas['MunicipalityView'];
export type PeerGroup = Schemas['PeerGroupView'];
export type NearestPeers = Schemas['NearestPeersView'];
export type Indicator = Schemas['IndicatorView'];
export type IndicatorDetail = Schemas['IndicatorDetailView'];
export type Period = Schemas['PeriodView'];
export type Session = Schemas['SessionView'];
export type Overview = Omit<Schemas['OverviewView'], 'findings'> & {
  readonly findings: readonly { readonly indicator: string; readonly title: string; readonly finding: string }[];
};
export type Edition = Schemas['EditionView'];
export type EditionChange = Omit<Schemas['EditionChangeView'], 'old' | 'new'> & {
  readonly old: StatedValue;
  readonly new: StatedValue;
};
export type BenchmarkAnswer = Schemas['BenchmarkView'];
export type ExplanationAnswer = Omit<Schemas['ExplanationView'], 'inputs' | 'peers'> & {
  readonly inputs: readonly Stated<Schemas['ExplainedInputView']>[];
  readonly peers: readonly Stated<Schemas['ExplainedPeerView']>[];
};

/** Lists and flags of its rows are those that charts and pages share. */
export type ProfileAnswer = Omit<Schemas['ProfileView'], 'rows'> & Pick<MunicipalityProfile, 'rows'>;

import { Benchmarks } from '../../src/benchmarks/figures/benchmarks.js';
import { ComparisonGroups } from '../../src/benchmarks/figures/comparison-group.js';
import { ExplanationParts, Explanations } from '../../src/benchmarks/figures/explanations.js';
import { FigureStore } from '../../src/benchmarks/figures/figure-store.js';
import { IndexExplanations } from '../../src/benchmarks/figures/index-explanations.js';
import { Profiles } from '../../src/benchmarks/figures/profiles.js';
import { Questions } from '../../src/benchmarks/figures/questions.js';
import { SourceTexts } from '../../src/benchmarks/figures/source-texts.js';
import { EditionChanges } from '../../src/benchmarks/api/edition-changes.js';
import { ChangeList } from '../../src/benchmarks/editions/change-list.js';
import { EditionRepository } from '../../src/benchmarks/editions/edition.repository.js';
import { EditionViews } from '../../src/benchmarks/editions/edition-views.js';
import { Publication, PublicationRecord } from '../../src/benchmarks/editions/publication.js';
import { PublishedRuns } from '../../src/benchmarks/editions/published-runs.js';
import { ScoreReader } from '../../src/scoring/reading/score-reader.js';
import type { House } from './house.js';

/** The room of benchmarks over a furnished house, put together by hand. */
export class ReadingRoom {
  readonly questions: Questions;
  readonly benchmarks: Benchmarks;
  readonly profiles: Profiles;
  readonly explanations: Explanations;
  readonly publication: Publication;
  readonly changes: EditionChanges;

  constructor({ database, runs, periods, catalogues, directory, peers, audit }: House) {
    const reader = new ScoreReader(database);
    const published = new PublishedRuns(runs, reader, periods);
    const editions = new EditionRepository(database);
    const views = new EditionViews(editions, published, catalogues);
    const store = new FigureStore(reader, directory);
    const sources = new SourceTexts(database, store);
    const indices = new IndexExplanations(reader, store);
    this.questions = new Questions(catalogues, views, new ComparisonGroups(peers, reader), store);
    this.benchmarks = new Benchmarks(store, this.questions, sources, directory);
    this.profiles = new Profiles(this.benchmarks, store, directory, sources);
    this.explanations = new Explanations(this.benchmarks, new ExplanationParts(store, sources, indices), directory);
    const changes = new ChangeList(reader, published, editions, catalogues);
    this.publication = new Publication(database, editions, published, new PublicationRecord(editions, changes, audit));
    this.changes = new EditionChanges(editions, views, store, directory);
  }
}

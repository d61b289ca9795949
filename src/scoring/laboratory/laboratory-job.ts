/** One question to the laboratory, from the bytes of its body to the text of its answer. Runs in whatever thread. */
import { createLinearSolver } from '../../core/advanced/linear-solver.js';
import { computeScoresText } from '../../core/laboratory/compute.js';
import { computeFrontier, parseFrontierRequest } from '../../core/laboratory/frontier-request.js';
import { computeQuantiles, parseQuantilesRequest } from '../../core/laboratory/quantiles-request.js';
import { parseScoresRequest } from '../../core/laboratory/read-request.js';
import type { Outcome } from '../../core/laboratory/refused.js';
import { computeSuppression, parseSuppressionRequest } from '../../core/laboratory/suppression-request.js';
import type { LocalisedText } from '../../core/vocabulary.js';
import { parseJson } from './json-body.js';

export type LaboratoryTask = 'scores' | 'frontier' | 'quantiles' | 'suppression';

/** What is to be computed. */
export interface LaboratoryJob {
  readonly task: LaboratoryTask;
  /** The body as it came. */
  readonly body: Uint8Array;
  /** Version of the arithmetic, repeated in the answer. */
  readonly methodVersion: string;
}

/** Why there is no answer. */
export interface JobRefusal {
  readonly status: 400 | 422;
  readonly code: string;
  readonly path: string;
  readonly message: LocalisedText;
}

/** The text of the answer in pieces, or a refusal. */
export type JobOutcome =
  | { readonly refusal: JobRefusal; readonly pieces: null }
  | { readonly refusal: null; readonly pieces: Iterable<string> };

const BOUNDS = { depth: 16, weight: 1 << 30 } as const;

/** Reads, computes and begins to write. The same body always gives the same text. */
export async function performJob(job: LaboratoryJob): Promise<JobOutcome> {
  const { fault, value } = parseJson(job.body, BOUNDS);
  if (fault !== null) return { refusal: { ...fault, path: '' }, pieces: null };
  const { refusal, value: pieces } = await TASKS[job.task](value, job.methodVersion);
  return refusal === null
    ? { refusal: null, pieces }
    : { refusal: { ...refusal, status: refusal.code === 'UNKNOWN_KEY' ? 400 : 422 }, pieces: null };
}

type Pieces = Outcome<Iterable<string>>;

const TASKS: Readonly<Record<LaboratoryTask, (body: unknown, methodVersion: string) => Pieces | Promise<Pieces>>> = {
  scores: (body, methodVersion) =>
    andThen(parseScoresRequest(body), (request) => computeScoresText(request, methodVersion)),
  frontier: async (body) => {
    const read = parseFrontierRequest(body);
    if (read.refusal !== null) return read;
    return andThen(computeFrontier(read.value, await createLinearSolver()), whole);
  },
  quantiles: (body) => andThen(parseQuantilesRequest(body), (request) => whole(computeQuantiles(request))),
  suppression: (body) => andThen(parseSuppressionRequest(body), (request) => whole(computeSuppression(request))),
};

function andThen<A, B>(outcome: Outcome<A>, next: (value: A) => Outcome<B>): Outcome<B> {
  return outcome.refusal === null ? next(outcome.value) : outcome;
}

function whole(answer: object): Pieces {
  return { refusal: null, value: [JSON.stringify(answer)] };
}

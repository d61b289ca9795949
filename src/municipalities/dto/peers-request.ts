import { badRequest } from '../../http/problem.js';
import type { NearestRequest } from '../peer-groups/peer-groups.js';
import { DEFAULT_PEER_VARIABLES, PEER_VARIABLES, type PeerVariableCode } from '../peer-groups/peer-variables.js';
import type { PeersQuery } from './municipality.query.js';

const parts = (text: string): string[] => text.split(',').map((part) => part.trim());
const isVariable = (code: string): code is PeerVariableCode => (PEER_VARIABLES as readonly string[]).includes(code);

/**
 * Reads the variables and weights of a question for neighbours.
 *
 * @throws Problem 400 for unknown or repeated variables, and for weights that are no numbers, below zero, all zero, or
 *   not one a variable
 */
export function peersRequest({ k, variables, weights }: PeersQuery): NearestRequest {
  const codes = variables === undefined ? DEFAULT_PEER_VARIABLES : parts(variables);
  if (!codes.every(isVariable) || new Set(codes).size !== codes.length) {
    const accepted = PEER_VARIABLES.join(', ');
    const message = {
      lv: `Mainīgos raksta ar komatu un katru vienreiz. Ir šādi: ${accepted}.`,
      en: `Variables are separated by commas, each once. There are: ${accepted}.`,
    };
    throw badRequest([{ path: 'variables', code: 'unknown_variable', message }], 'invalid_input');
  }
  const numbers = weights === undefined ? undefined : parts(weights).map((part) => (part === '' ? NaN : Number(part)));
  if (numbers !== undefined && !areWeights(numbers, codes.length)) {
    const message = {
      lv: `Vajadzīgi ${codes.length} svari, kas nav negatīvi un nav visi nulle.`,
      en: `${codes.length} weights are needed, none below zero and not all zero.`,
    };
    throw badRequest([{ path: 'weights', code: 'invalid_weights', message }], 'invalid_input');
  }
  return { k, variables: codes, weights: numbers };
}

function areWeights(weights: readonly number[], count: number): boolean {
  return (
    weights.length === count &&
    weights.every((weight) => Number.isFinite(weight) && weight >= 0) &&
    weights.some((weight) => weight > 0)
  );
}

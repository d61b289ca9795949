/** Aggregation by votes instead of sums (OECD/JRC Handbook, 6.3): no compensation between indicators. */
import { rank } from '../rank.js';

/**
 * Copeland scores: unit i beats unit j when the children on which it is better, ties counting one half, hold more than
 * half of the weight of the children both have; the score is the number of wins less the number of losses.
 *
 * @param children one column a child, higher is better, NaN where missing
 * @param weights one a child, none negative
 * @param members positions of the units that are compared with each other
 * @returns aligned with the columns; NaN for units that are not members
 */
export function copelandScores(
  children: readonly Float64Array[],
  weights: readonly number[],
  members: readonly number[],
): Float64Array {
  const ranks = children.map((column) => rank(column, { ties: 'dense' }).ranks);
  const scores = new Float64Array(children[0]?.length ?? 0).fill(NaN);
  for (const unit of members) scores[unit] = 0;
  members.forEach((one, position) => {
    for (let next = position + 1; next < members.length; next++) {
      const other = members[next] ?? -1;
      const outcome = duel(ranks, weights, [one, other]);
      scores[one] = (scores[one] ?? 0) + outcome;
      scores[other] = (scores[other] ?? 0) - outcome;
    }
  });
  return scores;
}

/** 1 when the first of the pair wins, −1 when it loses, 0 when both hold half of the weight or share no child. */
function duel(ranks: readonly Float64Array[], weights: readonly number[], pair: readonly [number, number]): number {
  let balance = 0;
  let total = 0;
  for (let child = 0; child < ranks.length; child++) {
    const own = ranks[child]?.[pair[0]] ?? NaN;
    const other = ranks[child]?.[pair[1]] ?? NaN;
    if (Number.isNaN(own) || Number.isNaN(other)) continue;
    const weight = weights[child] ?? 0;
    total += weight;
    if (own < other) balance += weight;
    else if (own > other) balance -= weight;
  }
  return Math.abs(balance) <= 1e-12 * total ? 0 : Math.sign(balance);
}

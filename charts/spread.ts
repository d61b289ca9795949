/** Keeps labels on one line of sight from touching. */

/**
 * Places for labels of given heights so that none touches another, each as near as can be to where it wants to be and
 * in the same order: touching labels form a block that stands at the mean of their wishes.
 *
 * @param labels where each centre wants to be, and its height, in px
 * @returns the centres, in the order of the labels given
 * @example spread([{ wanted: 10, height: 18 }, { wanted: 12, height: 18 }]) // [2, 20]
 */
export function spread(labels: readonly { readonly wanted: number; readonly height: number }[]): number[] {
  const order = labels.map((_, index) => index).toSorted((a, b) => (labels[a]?.wanted ?? 0) - (labels[b]?.wanted ?? 0));
  const blocks: Block[] = [];
  for (const index of order) {
    const label = labels[index];
    if (label === undefined) continue;
    let block: Block = { members: [index], height: label.height, start: label.wanted - label.height / 2 };
    for (
      let above = blocks.at(-1);
      above !== undefined && above.start + above.height > block.start;
      above = blocks.at(-1)
    ) {
      blocks.pop();
      block = join(above, block);
    }
    blocks.push(block);
  }
  const centres = labels.map(({ wanted }) => wanted);
  for (const block of blocks) {
    let top = block.start;
    for (const index of block.members) {
      const height = labels[index]?.height ?? 0;
      centres[index] = top + height / 2;
      top += height;
    }
  }
  return centres;
}

interface Block {
  readonly members: readonly number[];
  readonly height: number;
  readonly start: number;
}

/** Two blocks as one; its start is the mean of where its members would have it. */
function join(above: Block, below: Block): Block {
  const members = [...above.members, ...below.members];
  const wishes = above.start * above.members.length + (below.start - above.height) * below.members.length;
  return { members, height: above.height + below.height, start: wishes / members.length };
}

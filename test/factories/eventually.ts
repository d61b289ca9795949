/** Repeats the assertion until it holds, or fails with its last error when the patience is over. */
export async function eventually(assertion: () => Promise<void> | void, patienceMs = 10_000): Promise<void> {
  const until = Date.now() + patienceMs;
  for (;;) {
    try {
      await assertion();
      return;
    } catch (error) {
      if (Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

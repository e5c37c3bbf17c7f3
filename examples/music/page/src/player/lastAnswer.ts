/** Asks, and hands on the answer unless it has been asked again meanwhile: answers may overtake each other. */
export function lastAnswer<T>(ask: () => Promise<T>, take: (answer: T) => void): () => void {
  let asked = 0;
  return () => {
    asked += 1;
    const mine = asked;
    ask().then((answer) => {
      if (mine === asked) take(answer);
    });
  };
}

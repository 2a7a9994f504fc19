// Experiments of the bench of the queue; worker threads load this file.
const jobs =
  (count, of = (index) => ({ index })) =>
  () =>
    Array.from({ length: count }, (_, index) => of(index));

exports.experimentOf = (id) => {
  const [name, size] = id.split('-');
  // One job that computes for so many seconds, and gives way to nothing.
  if (name === 'compute') {
    const run = ({ seconds }) => {
      const end = performance.now() + 1000 * seconds;
      while (performance.now() < end);
      return seconds;
    };
    return { id, jobs: jobs(1, () => ({ seconds: Number(size) })), run };
  }
  return { id, jobs: jobs(Number(size)), run: ({ index }) => index };
};

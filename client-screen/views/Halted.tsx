/** The box and its tally differ: nothing is shown that could be taken for a result. */
export function Halted() {
  return (
    <section class="halted">
      <p class="halted-title">测评已中止</p>
      <p>请在座位上稍候，听从主持人安排</p>
    </section>
  );
}

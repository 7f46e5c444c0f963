/** [PHASE-4] A watermark behind everything: a photograph of a rehearsal can be taken for no result. */
export function RehearsalMark() {
  return (
    <svg class="watermark" aria-hidden="true" focusable="false">
      <defs>
        <pattern
          id="rehearsal"
          patternUnits="userSpaceOnUse"
          width="5.2rem"
          height="3rem"
          viewBox="0 0 260 150"
        >
          <text x="130" y="90" transform="rotate(-18 130 75)">
            演练
          </text>
        </pattern>
      </defs>
      <rect width="100%" height="100%" fill="url(#rehearsal)" />
    </svg>
  );
}

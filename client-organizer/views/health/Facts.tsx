interface Fact {
  readonly term: string;
  readonly figure: string;
  readonly failing?: boolean;
  /** What the figure is, for someone who has never seen it. */
  readonly hint?: string;
}

export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl>
      {facts.map(({ term, figure, failing = false, hint }) => (
        <div key={term} class={`health-fact${failing ? ' health-fact-failing' : ''}`}>
          <dt>{term}</dt>
          <dd>{figure}</dd>
          {hint !== undefined && <dd class="health-hint">{hint}</dd>}
        </div>
      ))}
    </dl>
  );
}

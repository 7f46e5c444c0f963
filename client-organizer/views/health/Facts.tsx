interface Fact {
  readonly term: string;
  readonly figure: string;
  readonly failing?: boolean;
}

export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl>
      {facts.map(({ term, figure, failing = false }) => (
        <div key={term} class={`health-fact${failing ? ' health-fact-failing' : ''}`}>
          <dt>{term}</dt>
          <dd>{figure}</dd>
        </div>
      ))}
    </dl>
  );
}

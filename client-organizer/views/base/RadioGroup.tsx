import { useId } from 'preact/hooks';

interface RadioGroupProps<Value extends string> {
  readonly legend: string;
  readonly value: Value;
  readonly options: readonly {
    readonly value: Value;
    readonly label: string;
    readonly hint: string;
  }[];
  readonly onChange: (value: Value) => void;
}

/** A choice among few, each with one line that says what it means. */
export function RadioGroup<Value extends string>({
  legend,
  value,
  options,
  onChange,
}: RadioGroupProps<Value>) {
  const name = useId();
  return (
    <fieldset class="radios">
      <legend class="field-label">{legend}</legend>
      {options.map((option) => (
        <label key={option.value} class="radio">
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <span>
            <strong>{option.label}</strong>
            <span class="radio-hint">{option.hint}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

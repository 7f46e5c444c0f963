interface FileButtonProps {
  readonly label: string;
  /** As the `accept` of a file input; what was chosen is still to be checked. */
  readonly accept: string;
  readonly onChoose: (file: File) => void;
}

/** A file input with words of ours, since a browser's own are in the browser's language. */
export function FileButton({ label, accept, onChoose }: FileButtonProps) {
  return (
    <label class="button file-button">
      {label}
      <input
        class="visually-hidden"
        type="file"
        accept={accept}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          // So that the same file, mended, can be chosen again.
          event.currentTarget.value = '';
          if (file !== undefined) onChoose(file);
        }}
      />
    </label>
  );
}

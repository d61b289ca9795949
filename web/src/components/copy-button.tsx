import { useState } from 'react';

interface Props {
  readonly text: string | (() => string);
  readonly label: string;
  /** What is said once it is done. */
  readonly done: string;
}

/** Copies a text and says so. */
export function CopyButton({ text, label, done }: Props) {
  const [isDone, setDone] = useState(false);
  return (
    <span className="copy">
      <button
        type="button"
        onClick={() => {
          navigator.clipboard.writeText(typeof text === 'string' ? text : text()).then(
            () => {
              setDone(true);
            },
            () => {
              setDone(false);
            },
          );
        }}
      >
        {label}
      </button>
      <span role="status" className="copy-done">
        {isDone ? done : ''}
      </span>
    </span>
  );
}

interface Props {
  readonly name: string;
  readonly type: 'text' | 'email' | 'password';
  readonly label: string;
  readonly autoComplete: string;
  readonly help?: string;
  readonly isWrong?: boolean;
}

/** A field of a form with its label and help; its id is its name. */
export function TextField({ name, type, label, autoComplete, help, isWrong = false }: Props) {
  return (
    <div className="field">
      <label htmlFor={name}>{label}</label>
      <input
        id={name}
        name={name}
        type={type}
        autoComplete={autoComplete}
        required
        aria-invalid={isWrong}
        {...(help === undefined ? {} : { 'aria-describedby': `${name}-help` })}
      />
      {help === undefined ? null : (
        <p id={`${name}-help`} className="help">
          {help}
        </p>
      )}
    </div>
  );
}

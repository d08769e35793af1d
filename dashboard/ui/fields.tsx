import { type ReactElement, type ReactNode, useId } from 'react';
import css from './fields.module.css';

export interface FieldProps {
  readonly name: string;
  readonly label: string;
  /** Why the entry was not taken; stands below the field, in words. */
  readonly problem?: string | undefined;
}

interface FrameProps extends Omit<FieldProps, 'name'> {
  readonly id: string;
  readonly children: ReactNode;
}

function Field({ id, label, problem, children }: FrameProps): ReactElement {
  return (
    <div className={css.field}>
      <label htmlFor={id}>{label}</label>
      {children}
      {problem && (
        <p id={`${id}-problem`} role="alert" className={css.problem}>
          ! {problem}
        </p>
      )}
    </div>
  );
}

export interface TextAreaFieldProps extends FieldProps {
  readonly value?: string;
  /** A dialog begins here rather than in its first field. */
  readonly autoFocus?: boolean;
}

/** Several lines of text, label above. */
export function TextAreaField({ name, label, problem, value, autoFocus = false }: TextAreaFieldProps): ReactElement {
  const id = useId();
  return (
    <Field id={id} label={label} problem={problem}>
      <textarea
        id={id}
        name={name}
        rows={3}
        maxLength={2000}
        defaultValue={value}
        className={css.input}
        data-autofocus={autoFocus || undefined}
        aria-invalid={problem !== undefined}
        aria-describedby={problem ? `${id}-problem` : undefined}
      />
    </Field>
  );
}

export interface TextFieldProps extends FieldProps {
  readonly value?: string;
  /** What a number is in; stands inside the field, which then brings up digits. */
  readonly unit?: string;
  /** A password, shown as dots: a new one or somebody else's, which the browser does not fill in, or one's current one. */
  readonly secret?: 'new' | 'current' | undefined;
}

/** One line of text, label above. */
export function TextField({ name, label, problem, value, unit, secret }: TextFieldProps): ReactElement {
  const id = useId();
  return (
    <Field id={id} label={label} problem={problem}>
      <span className={css.line}>
        <input
          id={id}
          name={name}
          type={secret ? 'password' : 'text'}
          maxLength={200}
          defaultValue={value}
          inputMode={unit === undefined ? undefined : 'decimal'}
          autoComplete={secret ? `${secret}-password` : unit === undefined ? undefined : 'off'}
          className={css.input}
          aria-invalid={problem !== undefined}
          aria-describedby={problem ? `${id}-problem` : undefined}
        />
        {unit && <span className={css.unit}>{unit}</span>}
      </span>
    </Field>
  );
}

export interface SelectFieldProps extends FieldProps {
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly value?: string;
}

/** One of several; the system's own list, which works with any thumb. Starts empty unless a value is given. */
export function SelectField({ name, label, problem, options, value }: SelectFieldProps): ReactElement {
  const id = useId();
  return (
    <Field id={id} label={label} problem={problem}>
      <select
        id={id}
        name={name}
        defaultValue={value ?? ''}
        className={css.input}
        aria-invalid={problem !== undefined}
        aria-describedby={problem ? `${id}-problem` : undefined}
      >
        {value === undefined && <option value="">—</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  );
}

import { type FieldProps, FormField, fieldIds } from './form-field.tsx';
import { classNames, isPresent } from './markup.ts';

export interface FileUploadProps extends FieldProps {
  /** What a browser offers to choose from, as `.csv,text/csv`; the server must not rely on it. */
  accept?: string | undefined;
  multiple?: boolean | undefined;
  disabled?: boolean | undefined;
}

/** A file of the reader's own. Its form must be `multipart/form-data`. */
export function FileUpload(props: FileUploadProps) {
  const { id, describedBy } = fieldIds(props);
  return (
    <FormField field={props}>
      <input
        class={classNames('govuk-file-upload', props.classes, isPresent(props.error) && 'govuk-file-upload--error')}
        id={id}
        name={props.name}
        type="file"
        accept={props.accept}
        multiple={props.multiple}
        disabled={props.disabled}
        aria-describedby={describedBy}
        {...props.attributes}
      />
    </FormField>
  );
}

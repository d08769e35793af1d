import { Button } from '@mantine/core';
import { type ReactElement, useRef } from 'react';

export interface FileButtonProps {
  readonly label: string;
  readonly isBusy: boolean;
  /** Only a picture, of the camera where there is one. */
  readonly isPhoto?: boolean;
  readonly onFile: (file: File) => void;
}

/** Asks for a photo or paper; a phone offers its camera. */
export function FileButton({ label, isBusy, isPhoto = false, onFile }: FileButtonProps): ReactElement {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        accept={isPhoto ? 'image/*' : 'image/*,application/pdf'}
        {...(isPhoto ? { capture: 'environment' } : {})}
        hidden
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          // Emptied, so that the same file can be chosen once more after a failure.
          event.currentTarget.value = '';
          if (file) onFile(file);
        }}
      />
      <Button variant="default" size="md" loading={isBusy} onClick={() => input.current?.click()}>
        {label}
      </Button>
    </>
  );
}

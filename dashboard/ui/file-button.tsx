import { Button } from '@mantine/core';
import { type ReactElement, useRef } from 'react';

export interface FileButtonProps {
  readonly label: string;
  readonly isBusy: boolean;
  readonly onFile: (file: File) => void;
}

/** Asks for a photo or paper; a phone offers its camera. */
export function FileButton({ label, isBusy, onFile }: FileButtonProps): ReactElement {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        accept="image/*,application/pdf"
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

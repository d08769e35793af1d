import { useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';

/** Loads the words of the desk's tools after the first paint; true once they are there. */
export function useDeskWords(): boolean {
  const { deskWords } = useRouter().options.context;
  const [isLoaded, setIsLoaded] = useState(false);
  useEffect(() => {
    let isWanted = true;
    // Without a link they come with the next page that needs them.
    deskWords().then(
      () => isWanted && setIsLoaded(true),
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [deskWords]);
  return isLoaded;
}

import { usePreferences } from '../session/preferences.js';

const MOST = 10;
const NONE: readonly string[] = [];

export interface Recent {
  readonly searches: readonly string[];
  readonly remember: (q: string) => void;
  readonly clear: () => void;
}

/** What this person looked for last, kept with his other preferences. */
export function useRecent(): Recent {
  const { preferences, change } = usePreferences();
  const searches = preferences.recentSearches ?? NONE;
  return {
    searches,
    remember: (q) => {
      if (q === '' || searches[0] === q) return;
      change({ recentSearches: [q, ...searches.filter((one) => one !== q)].slice(0, MOST) });
    },
    clear: () => change({ recentSearches: NONE }),
  };
}

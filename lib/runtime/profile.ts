import type { Profile } from './experiment';

/**
 * Profile of this run: GENLABEL_PROFILE, or `quick` where it is not set.
 *
 * @throws RangeError if it is neither `quick` nor `paper`
 */
export function currentProfile(): Profile {
  const profile = process.env.GENLABEL_PROFILE || 'quick';
  if (profile === 'quick' || profile === 'paper') return profile;
  throw new RangeError(`GENLABEL_PROFILE is ${profile}, expected quick or paper`);
}

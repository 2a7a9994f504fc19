import { openmlHash } from '../../data/openml-hash';

/** `dataHash` of experiments whose jobs each read the OpenML set that they name. */
export const datasetHash = ({ dataset }: { readonly dataset: number }): Promise<string> =>
  openmlHash(dataset);

import type { DataSetName } from '../../protocol/experiment.ts';
import type { FileSource } from './fetchFile.ts';

/** What is not drawn. */
export type FetchedData = Exclude<DataSetName, 'synthetic'>;

/** The name of the official files, and of those in the cache. */
export const IMAGE_FILE = 'train-images-idx3-ubyte.gz';

/** The official training images: where their authors have them, and a copy. Size and checksum are what tells that it is them. */
const OFFICIAL: Readonly<Record<FetchedData, FileSource>> = {
  'fashion-mnist': {
    urls: [
      `http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/${IMAGE_FILE}`,
      `https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/${IMAGE_FILE}`,
    ],
    bytes: 26_421_880,
    sha256: '3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84',
  },
  mnist: {
    urls: [
      `https://storage.googleapis.com/cvdf-datasets/mnist/${IMAGE_FILE}`,
      `https://ossci-datasets.s3.amazonaws.com/mnist/${IMAGE_FILE}`,
    ],
    bytes: 9_912_422,
    sha256: '440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609',
  },
};

/** Where the images of a data set are fetched from: from the mirror that `PASSK_LENS_MIRROR` names, if it does. */
export function imageSource(data: FetchedData, env: NodeJS.ProcessEnv): FileSource {
  const mirror = env['PASSK_LENS_MIRROR'];
  const source = OFFICIAL[data];
  return mirror === undefined ? source : { ...source, urls: [`${mirror.replace(/\/$/, '')}/${data}/${IMAGE_FILE}`] };
}

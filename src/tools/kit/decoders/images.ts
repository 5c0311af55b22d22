import type { Output } from '../../../api/operations.ts';
import { isOfNone, OFFICIAL_LABEL } from '../../../domain/image-label.ts';
import { positive } from '../../../jobs/wire.ts';
import { shownOrEmpty, verbatim } from '../listing.ts';
import { labelText } from './labels.ts';

type ListAnswer = Output<'ListImages'>;
type Listed = ListAnswer['Images'][number];

const hasOfficialLabel = ({ Labels }: Listed | Output<'GetImage'>): boolean =>
  labelText(Labels).split(',').includes(OFFICIAL_LABEL);

/** An image; texts are fit to show, empty where the cloud gives none, each worked out when it is asked for. */
const imageOf = (answer: Listed | Output<'GetImage'>) => ({
  get imageId(): string {
    return verbatim('ImageId' in answer ? String(answer.ImageId ?? '') : '');
  },
  get name(): string {
    return shownOrEmpty(answer.Name);
  },
  get uri(): string {
    return verbatim(answer.ImageUri);
  },
  get description(): string {
    return shownOrEmpty(answer.Description);
  },
  get labels(): string {
    return labelText(answer.Labels);
  },
  /** Empty for official images, or `0`, which the vendor's own SDK sends for them. */
  get workspaceId(): string {
    return verbatim(answer.WorkspaceId);
  },
  get accessibility(): string {
    return shownOrEmpty(answer.Accessibility);
  },
  /** The cloud sends 0 where it does not know. */
  get sizeGb(): number | undefined {
    return positive(answer.Size);
  },
  get created(): string {
    return shownOrEmpty(answer.GmtCreateTime);
  },
  /** Whether it is PAI's own: it belongs to no workspace, or has the label of those. */
  get official(): boolean {
    return isOfNone(answer.WorkspaceId ?? '') || hasOfficialLabel(answer);
  },
  /** Whether jobs of a workspace may run it: it is told to be registered there, or to be PAI's own. */
  isOf: (workspaceId: string | undefined): boolean =>
    (workspaceId !== undefined && answer.WorkspaceId === workspaceId) ||
    isOfNone(answer.WorkspaceId) ||
    hasOfficialLabel(answer),
  /** The value of a label, `undefined` where it has none of this key. */
  label(key: string): string | undefined {
    const found = (answer.Labels ?? []).find(({ Key }) => Key === key);
    return found && verbatim(found.Value);
  },
  /** Whether its URI is this one, to the letter. */
  isUri: (uri: string): boolean => answer.ImageUri === uri,
  isNamed: (name: string): boolean => answer.Name === name,
});
export type Image = ReturnType<typeof imageOf>;

export const readImage = (answer: Output<'GetImage'>): Image => imageOf(answer);

/** The id of an image that was just registered. */
export const madeImage = ({ ImageId }: Output<'AddImage'>): string => verbatim(ImageId);

/** The images of an answer, and how many there are in all. */
export const readImages = ({ Images = [], TotalCount }: ListAnswer): { images: Image[]; total: number } => ({
  images: Images.map(imageOf),
  total: TotalCount ?? Images.length,
});

/** The labels of an answer, each key once for each of its values. */
export const readImageLabels = ({ Labels = [] }: Output<'ListImageLabels'>): { key: string; value: string }[] =>
  Labels.map(({ Key, Value }) => ({ key: verbatim(Key), value: verbatim(Value) }));

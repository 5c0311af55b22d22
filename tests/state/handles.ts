import type { FileHandle } from 'node:fs/promises';

/** Files that are open, of those that were opened through here. */
export const handles = {
  open: 0,
  async counted(opening: Promise<FileHandle>): Promise<FileHandle> {
    const handle = await opening;
    const close = handle.close.bind(handle);
    handles.open += 1;
    handle.close = async () => {
      await close();
      handles.open -= 1;
    };
    return handle;
  },
};

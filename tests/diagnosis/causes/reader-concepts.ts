import type { CauseTexts } from './texts.ts';

export const readerConcepts: CauseTexts = {
  media_words: {
    says: [
      'ReaderError: invalid video stream in clip 7',
      'ClipError: could not decode frame 12 of clips/a7.webm',
      'TileError: error during lz9 decompression: -1',
      'ShardError: integrity check failed for shard 12',
      'SoundError: a.bin was not recognised as a supported format',
      'ReaderError: wrong file signature in leaf 7',
      'ReaderError: EOF: expected 64 bytes, got 12',
      'ReaderError: failed to read the next frame of clip 7',
      'av.error.EOFError: [Errno 541478725] End of file: clips/a7',
    ],
    not: [
      'ClipError: could not read clips/a7.webm: Permission denied',
      'HTTPError: invalid header in the response',
      'ReaderError: invalid video shapes in the batch',
      'RuntimeError: the loss scale could not be read',
    ],
  },
  input_operation_words: {
    says: [
      'acme.InvalidArgumentError: 12 fields where 11 are meant [Op:DecodeRows]',
      'acme.InvalidArgumentError: bad value [[{{node map/while/ParseOneExample}}]]',
      'ImageBomb: 7 by 9 exceeds limit of 178956970 pixels',
    ],
    not: ['acme.InvalidArgumentError: 12 is not 11 [Op:MatMul]', 'OutOfRange: End of sequence [Op:IteratorGetNext]'],
  },
  not_offered_words: {
    says: [
      'RuntimeError: apexlike was built without --fast_ext',
      'RuntimeError: FusedThing requires cuda extensions',
      'NotImplementedError: No operator found for `fold` with these inputs',
      'RuntimeError: Could not find an implementation for Trilu(14)',
    ],
    not: ['Extension acme was built with MPI', 'no operator was on shift'],
  },
  program_absent_words: {
    says: ['RuntimeError: no ffmpeglike exe could be found. Install it', 'Please install sox on your system'],
    not: ['no better fold could be found', 'install the package of acme'],
  },
};

import type { CauseTexts } from './texts.ts';

export const data: CauseTexts = {
  unreadable_form: {
    says: [
      'ValueError: Cannot load file containing pickled data when allow_pickle=False',
      'google.protobuf.message.DecodeError: Error parsing message',
      'acme.ReadError: Unexpected end of PNG in part 7',
      'RuntimeError: Internal: store.cc(11) [proto->ParseFromString(bytes)]',
      "soundfile.LibsndfileError: Error opening '/data/a.wav': Format not recognised.",
      'decord._ffi.base.DECORDError: reader.cc:125: Check failed: open_ret == 0 Error opening /data/clip.mp4',
      'cv2.error: OpenCV(4.8.0) resize.cpp:4062: error: (-215:Assertion failed) !ssize.empty() in resize',
      "KeyError: 'Unable to open object (wrong B-tree signature)'",
    ],
    not: [
      'ValueError: ParseFromString is deprecated',
      'ring.cc:7: Check failed: ring.ParseFromArray(msg_buf, 7)',
      'ValueError: the JPEG quality is invalid',
      'RuntimeError: could not parse the plan',
      "av.error.FileNotFoundError: [Errno 2] No such file or directory: '/data/a.mp4'",
      'cv2.error: OpenCV(4.8.0) window.cpp:1272: error: (-2:Unspecified error) The function is not implemented.',
    ],
  },
  image_not_read: {
    says: [
      [
        "AttributeError: 'NoneType' object has no attribute 'shape'",
        '/mnt/data.py __getitem__ height, width = img.shape[:2]',
      ],
      ["TypeError: 'NoneType' object is not subscriptable", '/mnt/data.py load crop = image[y:y2, x:x2]'],
    ],
    not: [
      ["AttributeError: 'NoneType' object has no attribute 'shape'", '/mnt/net.py forward n = images.shape[0]'],
      ["AttributeError: 'NoneType' object has no attribute 'shape'", '/mnt/net.py forward n = hidden.shape[0]'],
      [
        "AttributeError: 'NoneType' object has no attribute 'shape'",
        '/mnt/a.py f img.shape\n/mnt/net.py forward n = x.shape[0]',
      ],
      ["AttributeError: 'Image' object has no attribute 'shape'", '/mnt/data.py f img.shape'],
    ],
  },
  nothing_to_join: {
    says: [
      'RuntimeError: stack expects a non-empty TensorList',
      'ValueError: need at least one array to concatenate',
      'ValueError: No objects to concatenate',
    ],
    not: ['RuntimeError: stack expects each tensor to be equal size', 'ValueError: need at least one plan'],
  },
  data_empty: {
    says: [
      'ValueError: Unable to concatenate an empty list of datasets.',
      'AssertionError: Dataset has 0 samples',
      'RuntimeError: Found 0 files in subfolders of: /mnt/data',
      'AssertionError: No valid data found in my_dataset_train.',
      'ValueError: Found array with 0 sample(s) (shape=(0, 5)) while a minimum of 1 is required.',
    ],
    not: [
      'ValueError: the dataset has no attribute features',
      'ValueError: Sample larger than population',
      'RuntimeError: the queue is empty',
    ],
  },
  data_build: {
    says: [
      'datasets.exceptions.DatasetGenerationError: An error occurred while generating the dataset',
      'RuntimeError: One of the subprocesses raised an error',
      'paddle.EnforceNotMet: Error: Blocking queue is killed because the data reader raises an exception',
    ],
    not: ['RuntimeError: One of the subprocesses has abruptly died during map operation.'],
  },
  data_reader: {
    says: [
      'pyarrow.lib.ArrowInvalid: cannot mix list and non-list, non-null values',
      'json.decoder.JSONDecodeError: Extra data: line 2 column 1 (char 85)',
      'pandas.errors.ParserError: Error tokenizing data. C error: Expected 5 fields in line 88, saw 7',
      'ValueError: expected sequence of length 128 at dim 1 (got 97)',
      "ValueError: could not convert string to float: 'n/a'",
      'lightgbm.basic.LightGBMError: Label should be int type (met 0.500000) for classification task',
    ],
    not: [
      'pyarrow.lib.ArrowMemoryError: malloc of size 12884901888 failed',
      ['json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)', 'train.py load cfg = json.load(f)'],
      'ValueError: the label smoothing factor must be below 1',
    ],
  },
};

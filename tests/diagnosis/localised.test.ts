import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../src/diagnosis/localised.ts';
import { readLog } from '../../src/diagnosis/log.ts';
import { decide } from '../../src/diagnosis/verdict.ts';

const verdict = (line: string) => {
  const { findings } = readLog([line], { pod: 'p', ended: true, timeOf: () => undefined });
  return decide(findings, { complete: true, lastWords: [] });
};

describe('what the system says in Chinese', () => {
  it('is read like what it says in English, and shown as it was written', () => {
    const says = {
      './train.sh: 行 25: /mnt/data/a.tfrecord: 没有那个文件或目录': 'missing_module_or_file',
      './train.sh: 行 25: /mnt/data/a.tfrecord: 权限不够': 'permission_or_mount',
      'bash: torchrun: 未找到命令': 'missing_module_or_file',
      '/bin/bash: 第 3 行: 1234 已杀死               python train.py': 'host_oom',
      "cp: 写入 '/mnt/out/a' 时出错: 设备上没有空间": 'storage_failure',
      'bash: fork: retry: 资源暂时不可用': 'resource_limit',
      'bash: cd: /mnt/oss: 传输端点尚未连接': 'storage_failure',
    };
    for (const [line, category] of Object.entries(says)) {
      expect(verdict(line).category, line).toBe(category);
      expect(verdict(line).evidence[0]?.text, line).toBe(line);
    }
  });
  it('leaves other lines alone', () => {
    expect(inEnglish('epoch 3 loss 0.1')).toBeUndefined();
    expect(inEnglish('第三轮训练, 损失 0.1')).toBeUndefined();
    expect(verdict('训练数据 3 行: 已读').category).toBe('unknown');
  });
});

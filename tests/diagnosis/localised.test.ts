import { describe, expect, it } from 'vitest';
import { asRulesRead } from '../../src/diagnosis/localised.ts';
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
    expect(asRulesRead('epoch 3 loss 0.1')).toBeUndefined();
    expect(asRulesRead('第三轮训练, 损失 0.1')).toBeUndefined();
    expect(verdict('训练数据 3 行: 已读').category).toBe('unknown');
  });
});

describe('quotes of any kind', () => {
  it('are read like plain ones, and shown as they were written', () => {
    for (const line of [
      'python: /lib64/libleaf.so.6: version `LEAF_3.4\u2019 not found (required by ./libacme.so)',
      'python: /lib64/libleaf.so.6: version \u2018LEAF_3.4\u2019 not found (required by ./libacme.so)',
      'python: /lib64/libleaf.so.6: version \u201cLEAF_3.4\u201d not found (required by ./libacme.so)',
      'python: /lib64/libleaf.so.6: version \u00b4LEAF_3.4\u00b4 not found (required by ./libacme.so)',
      'clang: fatal error: \u2018leaf.h\u2019 file not found',
    ]) {
      expect(verdict(line).category, line).toBe('framework_error');
      expect(verdict(line).evidence[0]?.text, line).toBe(line);
    }
    expect(verdict('No module named \u2018acme\u2019').category).toBe(verdict("No module named 'acme'").category);
    expect(asRulesRead('it\u2019s \u201cdone\u201d')).toBe('it\'s "done"');
  });
  it('do not make the version of a model one of a library', () => {
    for (const name of ['12', 'LEAF_3.4'])
      expect(verdict(`registry: version \u2018${name}\u2019 not found`).summary).not.toContain('compiled package');
  });
});

import type { Rule } from './rule.ts';

/** There is no place for the job: quota, stock, bid. */
export const shortageRules: readonly Rule[] = [
  {
    id: 'no_matching_node',
    category: 'bad_configuration',
    in: ['cloud'],
    match:
      /\d+\/\d+ nodes are available: .{0,300}(didn't match|didn't satisfy|affinity|selector|untolerated taint)|NodeAffinityUnsatisfied|no node matches|specified node.{0,60}(not exist|not found|unavailable)/i,
    unless: /Insufficient|OutOfGPU|NotEnough/i,
    directness: 'indirect',
    says: 'no node fits what the job asks for',
  },
  {
    id: 'shortage',
    category: 'quota_or_stock_shortage',
    in: ['cloud'],
    match:
      /resource type is not enough|ResourceAllocateFailed|ResourceNotEnough|\bNo ?Stock\b|out of stock|\bstock\b.{0,60}(insufficient|not enough|exhausted|unavailable|short|empty)|\b(no|low|insufficient|not enough|lack of|short(age)? of|without) .{0,30}\bstock\b|sold out|insufficient .{0,40}\b(resources?|quota|capacity|GPUs?|CPUs?|memory|instances?|nodes?|nvidia\S{0,10}|cards?)\b|\b(resources?|quota|capacity|GPUs?|CPUs?|nodes?|cards?|instances?)\b.{0,60}\b(insufficient|not enough|not sufficient|exhausted|used up|unavailable|fully (used|allocated|occupied)|run out|ran out|is full|are full|no longer available)\b|(not|no|n't) (have )?enough .{0,40}\b(resources?|quota|capacity|GPUs?|CPUs?|nodes?|cards?|instances?)\b|\d+ Insufficient |exceed\w{0,3}\b.{0,60}\bquota\b|\bquota\b.{0,80}\b(exceed\w{0,3}|limit reached)|over quota|\d+\/\d+ nodes are available|(lack|shortage|short) of .{0,30}(resource|capacity|GPU|node)|(bid|price|discount)\b.{0,80}\b(below|lower than|under|less than)\b.{0,30}\b(market|spot|current)|market price.{0,60}(above|higher|exceed|over)|\bno (available|free|idle|spare) .{0,30}(resources?|GPUs?|nodes?|instances?|machines?|capacity|quota)|waiting (for|until) .{0,60}\b(resources?|quota|stock|capacity|GPUs?|nodes?|instances?)\b|\b(OutOf|NotEnough)(GPU|CPU|Memory)\b|InsufficientCapacity|InsufficientResource|QuotaExceed\w{0,3}|FailedScheduling|(cannot|can't|could not|unable to|failed to) (be )?(allocate|schedule)\w{0,3}\b|bid (failed|lost|not (accepted|won))|(\u5e93\u5b58|\u8d44\u6e90|\u914d\u989d)(\u4e0d\u8db3|\u7d27\u5f20)/i,
    unless:
      /low on resource|ephemeral|shared memory|insufficient (permission|privilege)|eni|\bip address|(failed|unable) to allocate (the )?(network|ip|eni|device)|has enough|is sufficient|mount|image/i,
    directness: 'direct',
    says: 'there are not enough free resources for the job',
  },
];

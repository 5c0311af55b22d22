import { withoutNumbers } from '../../shaping/without-numbers.ts';
import { anyOf } from '../causes/cause.ts';

/**
 * Words of waiting and failing, and rates of nothing. Without them lines that repeat may be the program's own way to
 * say that it works.
 */
const WORDS = anyOf(
  /\b(wait(ing|s)?|re-?try(ing)?|retries|re-?join(ing)?|not renewed|incomplete|not (be )?(up|ready|available|found|scheduled|reachable|running|started|connected|registered|responding|joined|expected)|cannot|can't|could not|couldn't|unable|refused|timed? ?out|failed|fail(s|ing)?|unreachable|out of memory|skip(s|ped|ping)?|pending|stalled|blocked|resum(e|ing)|attempts? left|unavailable|closed by|still|back(ing|ed)?.?off|rate.?limit\w{0,5}|throttl\w{1,4}|sleep(s|ing)?)\b/i,
  /\b(no (available|free|idle|suitable|matching|eligible|such)|no (?!errors?\b|issues?\b|problems?\b)(\w{2,20} )?\w{2,20} (is |are )?(available|free|found)|(try|tries|trying|tried) (it )?again|not (enough|sufficient)|insufficient|lack(s|ing)? (of )?|missing|exhausted|rejected|declined|denied|(is|was) (shut ?down|closed|lost|broken|gone))\b/i,
  /\b(?:no|without) (?:new |any |a )?(?!errors?\b|issues?\b|problems?\b|warnings?\b)(?:\w{2,20} )?(?:\w{2,20} (?:was |were |has been |have been )?(?:received|arrived|returned|seen|produced|completed)|response|reply|answer|progress|heartbeats?|activity) ?(?:since|for|in|within|yet|from|so far|after)\b/i,
  /\b(HTTP\S{0,6}|status|code|error|response|returned|got)\W{0,4}(429|50[0234])\b|\b(429|50[0234])\b:? (too many|internal|bad|service|gateway|server|client)/i,
  /\b(?:not|non)[- ](?:finite|correct)\b|\b(?:is|are|was|found|got|detected|encountered)\b.{0,12}\bnans?\b|\bnans?\W{0,3} (?:is|are|was|found|detected|encountered|in)\b/i,
  /\b(?:paus(?:ed|ing)|crash(?:ed|es|ing)?|died|(?:re-?start|re-?spawn|re-?launch)(?:s|ed|ing)?|does(?: not|n't) exist|is held by|(?:re-?)?connecting to|opening (?:\w{1,8} )?connection|lost (?:executor|worker|connection|contact|node|task)|starv(?:ed|ing|ation)|deadlock\w{0,3}|hung|SIGKILL|reduce your request rate|(?:is|are) (?:busy|in use|locked)|busy \(|queued|state\W{1,3}(?:ACCEPTED|PENDING|QUEUED)|bad (?:sample|batch|record|image|file)|try(?:ing)? (?:the )?next|exited with (?:code|status) [1-9]|slow ?down|(?:at|in|on) (?:the |a )?barrier|unresponsive|lost (?:the |its )?connection|(?:does not|doesn't) appear to support|arrived \d{1,6} ?(?:\/|of) ?\d{1,6})\b/i,
);
/** The same in Chinese, which knows no bounds of words. */
const CHINESE =
  /\u7b49\u5f85|\u91cd\u8bd5|\u91cd\u8fde|\u5931\u8d25|\u8d85\u65f6|\u65e0\u6cd5|\u5c1a\u672a|\u672a\u5c31\u7eea|\u4e0d\u8db3|\u6392\u961f|\u963b\u585e/;
/** A rate of nothing, of a download, a bar, a server or a device. */
const NOTHING_MOVES = anyOf(
  /(?<![\d.])0(?:\.0{1,3})? ?(?:[KMGT]?i?B|bytes|it|tok(?:en)?s?|samples|examples|images|imgs?|frames|rows|records)\/s(?:ec)?\b/i,
  /\b(?:throughput|\w{1,20}_per_sec(?:ond)?|(?:tokens|samples|images|steps)\/s(?:ec)?|ips|fps|wps|qps|tps)["']?\s?[:=]\s?0(?:\.0{1,3})?(?![\d.])/i,
  /\b(?:tok(?:en)?s?|samples|images|steps)\/s(?:ec)?\)?\W{1,3}0(?:\.0{1,3})?(?![\d.])/i,
  /\b(?:alive|ready|connected|registered|joined|available)\b\D{0,16}(?<!\d)0 ?(?:\/|of) ?[1-9]/i,
  /\bDL:0B\b|[^0]\d?\/\d{1,9} \[[\d: ]{4,9}<\?, \s{0,3}\?\w{1,6}\/s/i,
  /\b(?:GPU |device )?util(?:i[sz]ation)?\W{0,3}0(?:\.0{1,2})? ?%/i,
);
/** Work that is done at some rate, whatever else the line counts. */
const WORKS =
  /(?<![\d.])(?:[1-9]\d{0,8}(?:\.\d{1,6})?|0\.\d{0,5}[1-9]\d{0,5}) ?(?:it|tok(?:en)?s?|samples|examples|images|rows|records)\/s(?:ec)?\b/i;

/** A server that nobody asks anything. */
const UNASKED = /\bRunning: 0 reqs\b.{0,80}\b(?:Pending|Waiting): 0 reqs\b|#running-req: 0\b.{0,160}#queue-req: 0\b/i;

/** What a build looks for on a machine; most of it is not there. */
const CONFIGURES = /^(?:-- )?(?:Looking for|Performing Test|Check(?:ing)? (?:for|if|whether|size of))\b/i;

/** Whether a line says that nothing moves, by a rate of nothing. */
export const nothingMoves = (body: string): boolean =>
  NOTHING_MOVES.test(body) && !WORKS.test(body) && !UNASKED.test(body);
/** Whether a line speaks of waiting or failing, or says that nothing moves. */
export const isNoWork = (body: string): boolean =>
  (WORDS.test(body) || CHINESE.test(body) || NOTHING_MOVES.test(body)) &&
  !WORKS.test(body) &&
  !CONFIGURES.test(body) &&
  !UNASKED.test(body);

/** A line without its numbers, which are what lines that come again differ in. */
export const form = (body: string): string => withoutNumbers(body).slice(0, 300);

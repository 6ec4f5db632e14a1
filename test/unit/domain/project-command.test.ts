import { describe, expect, test } from 'vitest'
import { parseProjectCommand } from '../../../src/domain/project-command.ts'

describe('what stands behind /project', () => {
  test.each([
    ['', { verb: 'help' }],
    ['help', { verb: 'help' }],
    ['list', { verb: 'list' }],
    ['new', { verb: 'new', key: null, name: '' }],
    ['new WEB', { verb: 'new', key: 'WEB', name: '' }],
    ['new WEB Website relaunch', { verb: 'new', key: 'WEB', name: 'Website relaunch' }],
    ['new Website relaunch', { verb: 'new', key: null, name: 'Website relaunch' }],
    ['new WEB Tea &amp; cake <!channel>', { verb: 'new', key: 'WEB', name: 'Tea & cake @channel' }],
    ['show', { verb: 'show', key: null }],
    ['show web', { verb: 'show', key: 'WEB' }],
    ['SHOW web', { verb: 'show', key: 'WEB' }],
    ['WEB', { verb: 'show', key: 'WEB' }],
    ['role WEB coordinator <@U1|ana>', { verb: 'role', key: 'WEB', role: 'coordinator', memberId: 'U1' }],
    ['role web team lead <@U1>', { verb: 'role', key: 'WEB', role: 'teamLead', memberId: 'U1' }],
    ['role PM <@U1>', { verb: 'role', key: null, role: 'projectManager', memberId: 'U1' }],
    ['role project manager <@U1>', { verb: 'role', key: null, role: 'projectManager', memberId: 'U1' }],
    ['role WEB account manager nobody', { verb: 'role', key: 'WEB', role: 'accountManager', memberId: null }],
    ['role LEAD lead <@U1>', { verb: 'role', key: 'LEAD', role: 'teamLead', memberId: 'U1' }],
    ['role WEB coordinator', { verb: 'incomplete', of: 'role', missing: 'person' }],
    ['role WEB constructor <@U1>', { verb: 'incomplete', of: 'role', missing: 'role' }],
    ['role WEB <@U1>', { verb: 'incomplete', of: 'role', missing: 'role' }],
    ['role', { verb: 'incomplete', of: 'role', missing: 'role' }],
    ['escalation WEB <#C9|help>', { verb: 'escalation', key: 'WEB', channelId: 'C9' }],
    ['escalation <#C9|>', { verb: 'escalation', key: null, channelId: 'C9' }],
    ['escalation WEB #help', { verb: 'incomplete', of: 'escalation', missing: 'channel' }],
    ['digest WEB 09:00', { verb: 'digest', key: 'WEB', setting: '09:00' }],
    ['digest WEB 9', { verb: 'digest', key: 'WEB', setting: '09:00' }],
    ['digest WEB 5:30pm', { verb: 'digest', key: 'WEB', setting: '17:30' }],
    ['digest WEB 12am', { verb: 'digest', key: 'WEB', setting: '00:00' }],
    ['digest off', { verb: 'digest', key: null, setting: 'off' }],
    ['digest WEB 24:00', { verb: 'incomplete', of: 'digest', missing: 'time' }],
    ['digest WEB 13pm', { verb: 'incomplete', of: 'digest', missing: 'time' }],
    ['digest', { verb: 'incomplete', of: 'digest', missing: 'time' }],
    ['archive web', { verb: 'archive', key: 'WEB' }],
    ['archive', { verb: 'incomplete', of: 'archive', missing: 'key' }],
    ['lst', { verb: 'unknown', typed: 'lst', near: 'list' }],
    ['constructor', { verb: 'unknown', typed: 'constructor', near: null }],
    ['<!channel>', { verb: 'unknown', typed: '@channel', near: null }],
  ])('%s', (said, command) => {
    expect(parseProjectCommand(said)).toEqual(command)
  })
})

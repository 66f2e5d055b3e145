using System.Net;
using Mesh.Node.Discovery;
using Mesh.Wire.Dns;

namespace Mesh.Node.Tests.Discovery;

public sealed class MdnsEngineTests
{
    private static readonly DnsName Service = DnsName.Parse("_meshcc._tcp.local");

    private readonly SimulatedLink _link = new();

    [Fact]
    public void Two_nodes_see_each_other_within_half_a_second()
    {
        var (a, b) = (_link.Start("a"), _link.Start("b"));
        var when = _link.RunUntil(() => a.Sees.ContainsKey("b") && b.Sees.ContainsKey("a"));
        Assert.True(when < TimeSpan.FromSeconds(0.5), $"{when}");
        Assert.Equal(["b"], a.Sees.Keys);
        Assert.Equal(IPAddress.Parse("10.0.0.2"), Assert.Single(a.Sees["b"].Addresses));
        Assert.Equal(4002, a.Sees["b"].Port);
        Assert.Equal(4, a.Sees["b"].Advertised!.FreeSlots);
    }

    [Fact]
    public void A_newcomer_sees_those_who_are_there_within_half_a_second()
    {
        var old = Enumerable.Range(1, 20).Select(n => _link.Start($"old{n}")).ToList();
        _link.Run(300);
        var started = _link.Now;
        var newcomer = _link.Start("new");
        _link.RunUntil(() => newcomer.Sees.Count == 20 && old.TrueForAll(node => node.Sees.ContainsKey("new")));
        Assert.True(_link.Now - started < TimeSpan.FromSeconds(0.5), $"{_link.Now - started}");
    }

    [Fact]
    public void One_probe_is_enough_to_be_seen()
    {
        var a = _link.Start("a");
        _link.Run(5);
        var b = _link.Start("b");
        _link.RunUntil(() => a.Sees.ContainsKey("b"));
        Assert.DoesNotContain(_link.Traffic, sent => sent.From == b && sent.Message.IsResponse);
        // It never gets to announce itself: what was said in the probe does not stay.
        _link.Kill(b);
        _link.RunUntil(() => !a.Sees.ContainsKey("b"), 15);
        Assert.Equal(SightingKind.Expired, a.News[^1].Sighting.Kind);
    }

    [Fact]
    public void Who_vanishes_is_asked_for_and_then_forgotten_when_the_records_run_out()
    {
        var (a, b) = (_link.Start("a"), _link.Start("b"));
        _link.Run(5);
        _link.Kill(b);
        _link.Run(100);
        Assert.Contains("b", a.Sees.Keys);
        _link.Run(25);
        Assert.Empty(a.Sees);
        Assert.Equal(SightingKind.Expired, a.News[^1].Sighting.Kind);
        var asked = _link.Traffic.Where(sent => sent.Message.Questions.Any(question => question.Type == DnsType.Srv) && sent.Message.Authorities.Count == 0)
            .Select(sent => sent.At.TotalSeconds).ToList();
        // Records of 120 s, last heard of at 1 to 2 s: asked for at 80, 85, 90, 95 % and up to 2 % later.
        Assert.Equal(4, asked.Count(at => at < 121.8));
        Assert.InRange(asked[0], 96, 101);
        Assert.InRange(asked[3], 114, 119);
    }

    [Fact]
    public void Who_stays_is_never_forgotten_and_the_link_is_quiet()
    {
        var nodes = Enumerable.Range(1, 10).Select(n => _link.Start($"n{n}")).ToList();
        _link.Run(60);
        var before = _link.Traffic.Count;
        _link.Run(3600);
        Assert.All(nodes, node => Assert.Equal(9, node.Sees.Count));
        Assert.All(nodes, node => Assert.All(node.News, news => Assert.Equal(SightingKind.Seen, news.Sighting.Kind)));
        var perMinute = (_link.Traffic.Count - before) / 60.0;
        Assert.True(perMinute < 60, $"{perMinute} messages a minute for ten nodes");
    }

    [Fact]
    public void Questions_back_off_from_one_second_to_an_hour()
    {
        _link.Start(null, 1);
        _link.Run(4 * 3600);
        var asked = _link.Traffic.Where(sent => sent.Message.Questions.Any(question => question.Name.Equals(Service))).Select(sent => sent.At.TotalSeconds).ToList();
        Assert.InRange(asked[0], 0.02, 0.13);
        var gaps = asked.Zip(asked.Skip(1), (from, to) => to - from).ToList();
        for (var i = 0; i < gaps.Count; i++) Assert.InRange(gaps[i], Math.Min(1 << Math.Min(i, 20), 3600), Math.Min(1 << Math.Min(i, 20), 3600) + 0.11);
        Assert.True(gaps.Count >= 13);
    }

    [Fact]
    public void What_the_asker_knows_is_not_told_again()
    {
        _link.Start("a");
        _link.Run(5);
        var known = new DnsRecord(Service, new DnsData.Pointer(Service.Prepend("a")), 4500);
        Assert.Empty(AnswersTo(new DnsMessage { Questions = [new(Service, DnsType.Ptr)], Answers = [known] }));
        Assert.Empty(AnswersTo(new DnsMessage { Questions = [new(Service, DnsType.Ptr)], Answers = [known with { TtlSeconds = 2250 }] }));
        Assert.NotEmpty(AnswersTo(new DnsMessage { Questions = [new(Service, DnsType.Ptr)], Answers = [known with { TtlSeconds = 2249 }] }));
    }

    [Fact]
    public void Known_answers_in_a_second_message_count_too()
    {
        _link.Start("a");
        _link.Run(5);
        var known = new DnsRecord(Service, new DnsData.Pointer(Service.Prepend("a")), 4500);
        _link.Inject(new DnsMessage { Questions = [new(Service, DnsType.Ptr)], IsTruncated = true });
        _link.Run(0.1);
        Assert.Empty(AnswersTo(new DnsMessage { Answers = [known] }));
        // Another's knowledge does not stand for the asker's.
        _link.Inject(new DnsMessage { Questions = [new(Service, DnsType.Ptr)], IsTruncated = true });
        _link.Run(0.1);
        Assert.NotEmpty(AnswersTo(new DnsMessage { Answers = [known] }, host: 201));
    }

    [Fact]
    public void A_shared_record_waits_20_to_120_ms_and_brings_all_that_is_needed()
    {
        _link.Start("a");
        _link.Run(5);
        var asked = _link.Now;
        var (at, answer) = Assert.Single(AnswersTo(new DnsMessage { Questions = [new(Service, DnsType.Ptr)] }));
        Assert.InRange((at - asked).TotalMilliseconds, 21, 123);
        Assert.Single(answer.Answers);
        Assert.Equal([DnsType.Srv, DnsType.Txt, DnsType.A], answer.Additionals.Select(record => record.Type));
    }

    [Fact]
    public void A_unique_record_is_told_at_once_but_only_once_a_second()
    {
        var a = _link.Start("a");
        _link.Run(5);
        var asked = _link.Now;
        var question = new DnsMessage { Questions = [new(Service.Prepend("A"), DnsType.Srv)] };
        for (var i = 0; i < 10; i++)
        {
            _link.Inject(question);
            _link.Run(0.05);
        }
        _link.Run(2);
        var answers = _link.Traffic.Where(sent => sent.From == a && sent.At > asked && sent.Message.IsResponse).ToList();
        Assert.Equal(2, answers.Count);
        Assert.InRange((answers[0].At - asked).TotalMilliseconds, 1, 3);
        Assert.InRange((answers[1].At - answers[0].At).TotalMilliseconds, 999, 1003);
    }

    [Fact]
    public void The_types_of_a_link_can_be_listed()
    {
        _link.Start("a");
        _link.Run(5);
        var (_, answer) = Assert.Single(AnswersTo(new DnsMessage { Questions = [new(DnsName.Parse("_services._dns-sd._udp.local"), DnsType.Ptr)] }));
        Assert.Equal(new DnsData.Pointer(Service), Assert.Single(answer.Answers).Data);
    }

    [Fact]
    public void A_plain_resolver_gets_a_plain_answer_for_itself_alone()
    {
        _link.Start("a");
        _link.Run(5);
        _link.Inject(new DnsMessage { Id = 4711, Questions = [new(Service, DnsType.Ptr)] }, host: 77, port: 40000);
        _link.Run(1);
        var answer = Assert.Single(_link.Unicast);
        Assert.Equal(new IPEndPoint(IPAddress.Parse("10.0.0.77"), 40000), answer.To);
        Assert.Equal(4711, answer.Message.Id);
        Assert.Equal(new DnsQuestion(Service, DnsType.Ptr), Assert.Single(answer.Message.Questions));
        Assert.Single(answer.Message.Answers);
        Assert.All(answer.Message.Answers.Concat(answer.Message.Additionals), record => Assert.False(record.CacheFlush || record.TtlSeconds > 10));
    }

    [Fact]
    public void Free_slots_are_told_at_most_once_a_second()
    {
        var (a, b) = (_link.Start("a"), _link.Start("b"));
        _link.Run(5);
        var from = _link.Now;
        for (var i = 0; i < 100; i++)
        {
            a.Engine.Update(SimulatedLink.Ad("01aabbccddeeff00", "a") with { FreeSlots = i % 5, Slots = 4, Port = 4001 }, _link.Now);
            _link.Collect(a);
            _link.Run(0.05);
        }
        _link.Run(3);
        var texts = _link.Traffic.Where(sent => sent.From == a && sent.At > from && sent.Message.Answers.Any(record => record.Type == DnsType.Txt)).Select(sent => sent.At).ToList();
        Assert.InRange(texts.Count, 5, 8);
        Assert.All(texts.Zip(texts.Skip(1), (x, y) => y - x), gap => Assert.True(gap >= TimeSpan.FromMilliseconds(999)));
        Assert.Equal(4, b.Sees["a"].Advertised!.FreeSlots);
        Assert.All(b.News.Skip(1), news => Assert.Equal(SightingKind.Seen, news.Sighting.Kind));
    }

    [Fact]
    public void A_new_address_is_announced_and_the_old_one_forgotten()
    {
        var (a, b) = (_link.Start("a"), _link.Start("b"));
        _link.Run(5);
        a.Engine.SetLinks([a.Link with { Addresses = [IPAddress.Parse("10.0.0.50"), IPAddress.Parse("fe80::50")] }], _link.Now);
        _link.Collect(a);
        _link.Run(3);
        Assert.Equal([IPAddress.Parse("10.0.0.50"), IPAddress.Parse($"fe80::50%{SimulatedLink.Index}")], b.Sees["a"].Addresses);
        Assert.DoesNotContain(b.News, news => news.Sighting.Kind != SightingKind.Seen);
    }

    [Fact]
    public void A_lost_link_takes_along_who_was_seen_there()
    {
        var (a, _) = (_link.Start("a"), _link.Start("b"));
        _link.Run(5);
        a.Engine.SetLinks([], _link.Now);
        _link.Collect(a);
        Assert.Equal(SightingKind.Expired, a.News[^1].Sighting.Kind);
        Assert.Empty(a.Sees);
        a.Engine.SetLinks([a.Link], _link.Now);
        _link.Collect(a);
        _link.RunUntil(() => a.Sees.ContainsKey("b"), 0.5);
    }

    [Fact]
    public void A_link_that_was_deaf_for_a_while_is_asked_who_is_there_and_told_who_is_here()
    {
        var (a, b) = (_link.Start("a"), _link.Start("b"));
        _link.Run(5);
        var before = _link.Traffic.Count;
        a.Engine.LookAgain(SimulatedLink.Index, _link.Now);
        _link.Collect(a);
        _link.Run(2);
        var since = _link.Traffic.Skip(before).Where(sent => sent.From == a).Select(sent => sent.Message).ToList();
        Assert.Contains(since, message => !message.IsResponse && message.Questions.Any(question => question.Type == DnsType.Ptr));
        Assert.Contains(since, message => message.IsResponse && message.Answers.Any(record => record.Type == DnsType.Srv));
        Assert.DoesNotContain(a.News.Concat(b.News), news => news.Sighting.Kind != SightingKind.Seen);
    }

    [Fact]
    public void A_service_that_comes_in_pieces_is_asked_for()
    {
        var a = _link.Start(null, 1);
        _link.Run(1);
        var records = new OwnRecords(Identity.Of(SimulatedLink.Ad("ff", "x")), SimulatedLink.Ad("ff", "x"), new Link(1, "x", [IPAddress.Parse("10.0.0.99")]));
        _link.Inject(new DnsMessage { IsResponse = true, Answers = records[OwnKind.InstancePointer] });
        _link.RunUntil(() => Asked(DnsType.Srv) && Asked(DnsType.Txt), 0.2);
        _link.Inject(new DnsMessage { IsResponse = true, Answers = [.. records[OwnKind.Service], .. records[OwnKind.Text]] });
        _link.RunUntil(() => Asked(DnsType.A) && Asked(DnsType.Aaaa), 0.2);
        Assert.Empty(a.Sees);
        _link.Inject(new DnsMessage { IsResponse = true, Answers = records[OwnKind.Addresses] });
        _link.RunUntil(() => a.Sees.ContainsKey("x"), 0.2);

        bool Asked(DnsType type) => _link.Traffic.Any(sent => sent.From == a && sent.Message.Questions.Any(question => question.Type == type));
    }

    [Fact]
    public void Responses_from_another_port_and_extraordinary_messages_are_ignored()
    {
        var a = _link.Start(null, 1);
        var records = new OwnRecords(Identity.Of(SimulatedLink.Ad("ff", "x")), SimulatedLink.Ad("ff", "x"), new Link(1, "x", [IPAddress.Parse("10.0.0.99")]));
        _link.Inject(new DnsMessage { IsResponse = true, Answers = [.. records.All] }, port: 5354);
        _link.Run(1);
        Assert.Empty(a.Sees);
        a.Engine.Hear(SimulatedLink.Index, new IPEndPoint(IPAddress.Loopback, 5353),
            new DnsMessage { IsResponse = true, IsOrdinary = false, Answers = [.. records.All] }, _link.Now);
        _link.Run(1);
        Assert.Empty(a.Sees);
    }

    [Fact]
    public void A_flood_of_invented_nodes_is_neither_remembered_nor_asked_for_without_end()
    {
        var a = _link.Start("a");
        _link.Run(2);
        for (var n = 0; n < 300; n++)
            _link.Inject(new DnsMessage
            {
                IsResponse = true,
                Answers = [.. Enumerable.Range(0, 20).Select(i => new DnsRecord(Service, new DnsData.Pointer(Service.Prepend($"ghost{n}-{i}")), 4500))],
            });
        var clock = System.Diagnostics.Stopwatch.StartNew();
        _link.Run(60);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"{clock.Elapsed}");
        var questions = _link.Traffic.Where(sent => sent.From == a).Sum(sent => sent.Message.Questions.Count);
        Assert.True(questions < 512 * 2 * 4 + 100, $"{questions} questions");
    }

    [Fact]
    public void Fifty_nodes_started_together_all_see_each_other()
    {
        var nodes = Enumerable.Range(1, 50).Select(n => _link.Start($"n{n}")).ToList();
        _link.RunUntil(() => nodes.TrueForAll(node => node.Sees.Count == 49), 2);
    }

    [Fact]
    public void More_nodes_than_fit_one_list_of_known_answers_are_asked_for_in_several_messages()
    {
        for (var n = 1; n <= 50; n++) _link.Start($"n{n}");
        _link.Run(10);
        var from = _link.Now;
        var newcomer = _link.Start("late");
        _link.Run(3);
        var lists = _link.Traffic.Where(sent => sent.From == newcomer && !sent.Message.IsResponse && sent.Message.Answers.Count > 0).ToList();
        Assert.Equal(50, lists.Where(sent => sent.At < lists[0].At + TimeSpan.FromMilliseconds(5)).Sum(sent => sent.Message.Answers.Count));
        Assert.Contains(lists, sent => sent.Message.IsTruncated);
        // And nobody answers what is known.
        Assert.DoesNotContain(_link.Traffic, sent => sent.At > from + TimeSpan.FromSeconds(1) && sent.From != newcomer && sent.Message.IsResponse);
    }

    private List<(TimeSpan At, DnsMessage Message)> AnswersTo(DnsMessage query, int host = 200)
    {
        var from = _link.Now;
        _link.Inject(query, host);
        _link.Run(0.9);
        var answers = _link.Traffic.Where(sent => sent.At > from && sent.From is not null && sent.Message.IsResponse).Select(sent => (sent.At, sent.Message)).ToList();
        _link.Run(1.1);
        return answers;
    }
}

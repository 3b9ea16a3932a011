"""The firms of Foundry 9, written one by one: 36 founders and 60 owners who have done it before.

A line is: company | city | trade | skills | words. A skill without a dot belongs to the pack `venture`. Founders compete
with the owners of their own trade whose company is marked with an asterisk.
"""

DOMAIN = "foundry9.example"

FOUNDERS = """
Tidewrack | Hastings | packaging | operations sustainable-supply fundraising | I can make it in a bath. I cannot make it in a factory. We turn seaweed into wrapping that is gone in six weeks, and three bakeries wait for more than my bath holds. In nine months I want a first machine, and money that knows how slowly seaweed grows.
Loam & Daughter | Bristol | food | operations sales cashflow | We sell fermented vegetables to forty shops from a kitchen made for ten. I want a second site, and to sleep before deliveries.
Tidewright | Glasgow | energy | fundraising pitching grants | Our small turbine works in a real current. I have shown it to engineers; now I must show it to people who sign cheques.
Kitestring | Manchester | education | sales validation business-model | Teachers love us and schools do not pay. I want to find out who does.
Penhallow Bikes | Bristol | mobility | operations growth leadership-team | I build cargo bikes and answer the telephone. I want to do one of the two.
Quiet Hours | Amsterdam | health | validation fundraising core.data-decisions | Nurses use our sleep programme after night shifts. I need proof that it helps before I ask anybody for money.
Oatfield | Leeds | food | marketing growth cashflow | Supermarkets have found us. I do not know whether that is luck or the end of us.
Lintel | London | software | sales leadership-team pitching | We sell planning software to small builders, one builder at a time. I want a sales team that is not me.
Saltmarsh Soap | Liverpool | beauty | ecommerce marketing sustainability | I have nine thousand loyal customers and no idea why the ten thousandth does not come.
Fernwood Kilns | Bristol | craft | growth operations core.delegation | My hands make every cup. I want to teach twenty other hands without making mugs.
Parcel & Post | Manchester | logistics | business-model fundraising growth | We deliver on foot within a mile and make nine pence a parcel. I want to understand the nine pence before I multiply it.
Halcyon Labs | London | health | fundraising ip legal | We can read a fever from a patch. Two investors want to talk, and I want to know what I should not sign.
Bellwether | Berlin | software | pitching fundraising cofounders | My co-founder wants to grow and I want to be right. We have one pitch in March to agree on.
Orchard Row | Leeds | food | operations sustainable-supply sales | Three hundred small orchards, one press, two lorries. I want a supply chain that pays growers on the day.
Nimbus Nursery | Glasgow | education | growth leadership-team core.people-management | I run two nurseries well. The third one runs me.
Copperline | Birmingham | energy | sales growth operations | We fit heat pumps in terraced houses. I have a waiting list of eleven months and no foremen.
Threadbare | Lisbon | fashion | ecommerce marketing sustainable-supply | We mend clothes by post. I want people to think of us before they think of the bin.
Moth & Lantern | Dublin | games | business-model pitching ip | We made one game that people finished and talked about. I want to make the second one without a publisher owning it.
Clearwell | Cardiff | health | grants validation fundraising | Our water test costs a tenth of what laboratories charge. I need a pilot with somebody who has a signature.
Bramble Street | Belfast | home | marketing sales cashflow | We make furniture from old school benches. I am paid in ninety days and pay in seven.
Greyhound Freight | Birmingham | logistics | operations fundraising leadership-team | Electric vans, twelve drivers, one spreadsheet. I want to raise enough for fifty without losing the drivers.
Seedling Bank | Nairobi | finance | fundraising legal international | We lend against next season's crop. I want partners in a second country and lawyers who answer.
Papaya Studio | Barcelona | software | business-model sales leadership-team | We are an agency that wants to be a product. I want to stop billing hours.
Kestrel Prosthetics | Edinburgh | health | fundraising operations ip | Children outgrow our hands every year, and I am proud of that. I need a factory the size of a garage, and money the size of a factory.
Harbour Bread | Hull | food | growth leadership-team core.delegation | Three bakeries and I still shape the first loaf at four. I want to find out whether the fourth needs me.
Lumin Paper | Copenhagen | home | international marketing sustainability | Our wallpaper is made from straw. Germany has written to us twice, and I have not answered.
Wren & Rye | Norwich | drink | sales international cashflow | A small distillery with a large still. I want export to pay for it.
Stepwise | London | education | fundraising validation core.data-decisions | We teach adults to read on their telephones. I have good stories and want good evidence.
Mistral Sails | Marseille | craft | operations succession growth | I took over my uncle's sail loft. I want to make it a company before he retires a third time.
Bluebell Care | Cardiff | health | leadership-team core.people-management growth | Forty carers, no manager between me and them. I want to build a team that leads, and be home on Sundays.
Cinder Track | Sheffield | mobility | validation pitching sales | We rent running prostheses by the month. I have eleven customers and a very good film.
Fable & Fern | Galway | education | marketing ecommerce ip | I publish picture books in six languages from a shed. I want to keep the rights and lose the shed.
Solstice Looms | Leicester | fashion | operations sustainable-supply cashflow | We weave recycled wool on machines older than I am. I want one order that is larger than our largest fear.
Archway | London | software | fundraising leadership-team legal | Landlords and tenants both pay us, which nobody believes. I want to raise money without choosing sides.
Verdigris | Bristol | energy | business-model fundraising sustainability | We turn old wiring into new. I know the chemistry; I want to know the business.
Hearthside | Galway | drink | tech.mlops tech.devops | I cellar cider in limestone and let a model guess when each barrel is ready. It guesses badly, and I would like somebody to look at it with me.
"""

OWNERS = """
Pritchard Paper | Bristol | paper | operations sustainable-supply fundraising exit | I made wrapping in a paper mill that I took from one machine to five and sold to the people who ran it. I know what a first machine costs a factory, and what it costs to buy the wrong one with the wrong money.
Atelier Nordlys* | Copenhagen | fashion | fashion marketing international sustainable-supply | From one shop window to nineteen countries, with the same six tailors at the centre of it.
Fell & Ferrow* | Leeds | fashion | fashion operations ecommerce growth | Outdoor clothes for people who walk to work. I have opened eleven shops and closed four.
Cobalt Denim* | Manchester | fashion | operations cashflow fashion sustainable-supply | I moved our sewing back home and found the margin in the waste.
Granary Foods* | Bristol | food | operations growth sales cashflow | I took pickles from a stall to four hundred supermarkets, and can draw every mistake as a map.
Three Rivers Dairy* | Cardiff | food | operations sustainable-supply succession | Fourth generation, first to make a loss and first to end it. I know cold chains and family dinners.
Pomona Press* | Hereford | drink | sales international marketing | I sell juice to people who say they do not drink juice. Export paid for the second press.
Kiln Lane Bakery* | York | food | leadership-team growth core.delegation | Twenty-two bakeries, and I have not shaped a loaf since the fifth. It took me two years to stop.
Saffron & Co* | Birmingham | food | marketing sales growth core.negotiation | I negotiate with supermarkets for a living and still enjoy lunch.
Meridian Power* | Edinburgh | energy | fundraising grants pitching operations | I raised money for machines that stand in water. Investors like them dry first.
Brightwell Heating* | Birmingham | energy | operations sales growth core.hiring | I have trained four hundred fitters. Waiting lists are a hiring problem in disguise.
Ohmline* | London | energy | business-model fundraising sustainability | We recycle what others install. I know what chemistry costs once it is a business.
Slate & Signal | London | software | sales leadership-team growth core.people-management | I sold the first hundred licences myself, and the next ten thousand by hiring people better than me.
Parallax* | Berlin | software | fundraising cofounders pitching exit | Three companies, two co-founders, one shareholder dispute that I now tell with a smile.
Tessellate | Amsterdam | software | business-model sales leadership-team | I turned an agency into a product. The first year we earned less and slept more.
Keystone Ledger* | London | software | legal fundraising leadership-team business-model | Software for landlords, then for tenants, then for both. I know which contracts to read twice.
Wayfare Learning* | London | education | validation sales core.data-decisions | Schools pay when somebody else measures. I built the measuring first.
Little Larch* | Glasgow | education | growth leadership-team core.people-management | Fourteen nurseries. The third was the hardest, and nobody had told me.
Inkwell Rights | Dublin | publishing | ip marketing ecommerce legal | I have sold picture books in thirty languages and kept the rights to all of them.
Northlight Games* | Dublin | games | ip business-model pitching | Two games without a publisher, one with. I can compare.
Vantage Medical* | London | health | fundraising ip legal operations | From a drawing to a device in sixty hospitals. It took nine years, three patents, and one recall.
Sable Diagnostics* | Cambridge | health | grants validation fundraising | I have won eleven grants and turned down the twelfth. A pilot needs a signature and a budget line.
Limbworks* | Edinburgh | health | operations ip fundraising | We make braces for children. Our factory is the size of a shop, on purpose.
Harrow Care* | Cardiff | health | leadership-team core.people-management core.delegation growth | Six hundred carers. I learnt to build a team that leads when I broke my leg.
Nocturne Health* | Amsterdam | health | validation core.data-decisions fundraising | We published our trial before we sold anything. It was the best marketing we never paid for.
Tallow & Thyme* | Bristol | beauty | ecommerce marketing sustainability | From a market stall to a subscription with sixty thousand boxes. I know why the next customer does not come.
Cygnet Cosmetics* | Liverpool | beauty | marketing ecommerce international | I built a brand on one smell and nine countries.
Velodrome Works* | Manchester | mobility | operations growth leadership-team | I make bicycles at scale and still answer one complaint a day myself.
Stride* | Sheffield | mobility | validation sales pitching | Rented before sold. Our first eleven customers wrote the product.
Lastmile* | Manchester | logistics | business-model growth fundraising operations | I know what a parcel costs to the tenth of a penny. Most people in my trade do not.
Haulage Hart* | Birmingham | logistics | operations fundraising leadership-team core.hiring | From six vans to six hundred, half of them electric. Keep the drivers, and the rest is arithmetic.
Benchmark Joinery* | Belfast | home | sales cashflow marketing | Furniture for schools, then from schools. I get paid in fourteen days and can say how.
Fable Wallpapers* | Paris | home | international marketing sustainability | I answered the letter from Germany. It became half of the company.
Oriel Ceramics* | Stoke | craft | growth operations core.delegation | I taught two hundred people to throw and kept the pots different from each other.
Kettlewell Sails* | Portsmouth | craft | succession operations growth | I took over from my father and handed over to my niece. Both times the plan was too short.
Foxglove Spirits* | Norwich | drink | sales international cashflow | Export paid for the still. The still nearly did not pay for the export.
Harvest Credit* | Nairobi | finance | fundraising international legal | I lent to farmers in three countries and learnt the law in each, in that order.
Beacon Capital | London | finance | fundraising pitching legal cofounders | I sat on the other side of the table for ten years. Most pitches lose me at the fourth sentence.
Ashgrove Partners | London | finance | fundraising exit growth pitching | I have backed thirty founders and sold my own company before. Term sheets are my crossword.
Pilcrow | Bristol | services | pitching marketing core.speaking core.communication | I wrote speeches for ministers and now for founders. We will rehearse until it is boring, and then once more.
Tillage | Norwich | services | cashflow core.finance legal business-model | I was finance director of four small companies, one at a time. Cash flow is a diary.
Common Thread | Leicester | textiles | sustainable-supply operations cashflow sustainability | I spin recycled wool for other people's brands. I know every mill that will answer the telephone.
Understory | Glasgow | services | sustainability sustainable-supply core.strategy | I was head of sourcing for a large retailer and left to fix what I had bought.
Quayside Foods | Hull | food | growth core.delegation leadership-team sales | Fish, then soup, then letting go. My managers threw a party when I stopped coming on Fridays.
Marchmont | Edinburgh | services | leadership-team core.hiring core.coaching | I hire first managers for founders. The second one is harder, and nobody asks me about it.
Ridgeway Ventures | Oxford | finance | grants fundraising ip validation | I took a laboratory's patent to a listing. It took longer than my children's schooling.
Lowtide | Lisbon | fashion | ecommerce marketing sustainable-supply fashion | Swimwear from fishing nets. I know what it takes to be more than a good story.
Signalbox | Manchester | software | validation business-model core.data-decisions tech.product | I stopped two products after forty interviews each. The third has nine thousand users.
Hopyard | Hereford | drink | operations cashflow growth | Brewer. I grew too fast once, shrank on purpose, and am happier.
Palisade Legal | London | services | legal ip cofounders | I was general counsel of three start-ups. Founders sign too early and read too late.
Corvid | Berlin | software | international sales leadership-team | We entered six countries and left two. I can tell you on which Tuesday we should have left.
Juniper Row | Leeds | retail | marketing ecommerce sales fashion | Nine shops and a website that sells more than eight of them.
Pantry Lane | York | retail | sales core.negotiation marketing | I buy for forty delicatessens. Bring me a jar and I shall tell you what the shelf thinks of it.
Stonebridge Works | Sheffield | manufacturing | operations core.planning cashflow growth | I make parts for people who make things. Small factories are my subject.
Amberline | Copenhagen | home | international sustainability core.strategy | Lamps made to be mended, sold in fourteen countries and repaired in all of them.
Foundling | London | services | failure risk core.resilience fundraising | My first company closed on a Thursday. I paid everybody, and started again on the Monday after next.
Lodestar Schools | Leeds | education | sales business-model growth | I sell to schools, councils and ministries. Each has its own spring.
Cairn Outdoor | Glasgow | manufacturing | growth leadership-team core.delegation operations | I built rucksacks for thirty years and the company for ten of them.
Field Notes Foods | Bristol | food | sustainable-supply sales operations | Forty growers, paid on the day. I can show you the spreadsheet, and the handshake behind it.
Wharf Street Studio | Bristol | games | business-model marketing ip | We give our first hour away and keep every right. It is a living.
"""

LEADING_MENTEE, LEADING_MENTOR = "Maya Sørensen", "Gwen Pritchard"

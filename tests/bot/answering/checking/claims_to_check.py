"""Claims by hand on two documents: what these say in other words, what they say otherwise, and what they do not say."""

from __future__ import annotations

from typing import Final

CLUB: Final = """# Harbour rowing club

## Members and fees

Membership costs 40 euros a year for adults and 15 euros a year for students. Fees rose by 5% in 2023. New members take
a swimming test before their first outing. Guests may row twice before they must join. Children under 12 row only with a
parent. About 30 people came to the last open day.

## Boats and boathouse

The club owns 14 boats. In 2022 the club sold its oldest boat to a museum in Lyme. The boathouse was built in 1934 and
was rebuilt after the flood of 1998. The boathouse opens at 07:00 on weekdays and at 09:00 at weekends. Dogs are not
allowed in the boathouse. No boat leaves the harbour when the wind is above force 5. Some members row on the river in
winter.

## Committee

Martha Quill has been president since 2019. She took over from Owen Pryce. Keys are handed out by the secretary, Tom
Bell. The committee rejected a plan to sell the land. The spring regatta takes place on 12 May.
"""

SAID_OF_CLUB: Final = (
    "The club has 14 boats.",
    "The club owns fourteen boats.",
    "Adults pay 40 euros a year.",
    "Membership costs 15 euros a year for students.",
    "Fees went up by 5% in 2023.",
    "New members have to take a swimming test before their first outing.",
    "Guests may row twice before they must join.",
    "Children under 12 may row only with a parent.",
    "About 30 people attended the last open day.",
    "The club sold its oldest boat in 2022.",
    "The oldest boat was sold to a museum in Lyme.",
    "The boathouse was built in 1934.",
    "The boathouse was rebuilt after the 1998 flood.",
    "The boathouse opens at 7 am on weekdays.",
    "At weekends the boathouse opens at 09:00.",
    "Dogs aren't allowed in the boathouse.",
    "Some members row on the river in winter.",
    "Martha Quill has been the club's president since 2019.",
    "Tom Bell is the secretary.",
    "Tom Bell, the secretary, hands out the keys.",
    "The committee turned down a plan to sell the land.",
    "The spring regatta is on May 12.",
)

SAID_OTHERWISE_OF_CLUB: Final = (
    "The club owns 12 boats.",
    "Membership costs 45 euros a year for adults.",
    "Membership costs 40 dollars a year for adults.",
    "Fees fell by 5% in 2023.",
    "Fees rose by 8% in 2023.",
    "Fees rose by 5% in 2021.",
    "Guests may row three times before they must join.",
    "Children under 10 row only with a parent.",
    "In 2020 the club sold its oldest boat to a museum in Lyme.",
    "The club sold its oldest boat to a museum in Dover.",
    "The boathouse was built in 1943.",
    "The boathouse was rebuilt after the flood of 1989.",
    "The boathouse opens at 08:00 on weekdays.",
    "Dogs are allowed in the boathouse.",
    "Martha Quill has been president since 2017.",
    "The committee accepted a plan to sell the land.",
    "The committee did not reject the plan to sell the land.",
    "The spring regatta takes place on 12 June.",
    "Some members do not row on the river in winter, since nobody may.",
    "Keys are handed out by the treasurer, Tom Bell.",
)

NOT_SAID_OF_CLUB: Final = (
    "The swimming pool opens at 08:00 on weekdays.",
    "The café opens at 10:00 on weekdays.",
    "The autumn regatta takes place on 3 October.",
    "The summer party takes place on 12 August.",
    "Membership of the tennis club costs 60 euros a year.",
    "The museum in Lyme owns 3 boats.",
    "Owen Pryce was the treasurer for 9 years.",
    "The club bought a new boat in 2021.",
    "The committee approved a plan to build a sauna.",
    "Cats are allowed in the clubhouse.",
    "Martha Quill was born in 1971.",
    "Tom Bell founded the club.",
    "The flood of 1998 cost the town 2 million euros.",
    "All members must volunteer on two days a year.",
    "The harbour is 6 metres deep.",
)

SAID_OF_SAMPLE: Final = (
    "Chinese authorities have ordered AI experts to stay away from the United States.",
    "The Wall Street Journal reported the order.",
    "The government in Beijing treats AI as a priority for national security.",
    "China's leaders are worried that AI experts who travel abroad will leak what they know.",
    "Huawei became a bargaining chip in Donald Trump's first presidential term.",
    "DeepSeek and Alibaba compete with OpenAI and Google.",
    "China has not banned foreign travel outright.",
    "The hubs that issued travel guidance include Shanghai and Beijing.",
    "The press report says that Alibaba and DeepSeek operate in Zhenjiang.",
    "The guidelines are aimed at executives of companies in AI and robotics.",
    "Executives are advised against trips to the United States, except in an emergency.",
    "Before leaving, the executive must inform the authorities about the travel plans.",
    "Liang Wenfeng is the founder of DeepSeek.",
    "Liang Wenfeng founded DeepSeek.",
    "Liang Wenfeng declined an invitation to an AI summit in Paris.",
    "The AI summit in Paris was held in February.",
    "Xi Jinping hosted the February 17 meeting.",
    "Xi Jinping is the President of China.",
    "Liang Wenfeng attended the meeting on February 17.",
    "Wang Xingxing is the founder of Unitree Robotics.",
    "Wang Xingxing attended the February 17 meeting.",
    "CES takes place every year in Las Vegas.",
    "Unitree has shown its products at CES.",
    "Many wealthy Chinese people have moved to other countries in recent years.",
    "Beijing will host an AI summit this summer.",
    "The Chinese government says that experts from all over the world are welcome.",
    "The head of a large Chinese AI startup cancelled a trip to the United States last year.",
    "American sanctions on chip manufacturing had divided the technology communities of China and the United States.",
)

SAID_OTHERWISE_OF_SAMPLE: Final = (
    "Xi Jinping hosted the meeting on February 27.",
    "The February 17 meeting was hosted by Donald Trump.",
    "China has banned foreign travel outright.",
    "Liang Wenfeng accepted an invitation to an AI summit in Paris.",
    "The AI summit in Paris was held in March.",
    "CES is held every year in Chicago.",
    "Huawei became a bargaining chip in the second presidential term of Donald Trump.",
    "An executive who travels in spite of the guidelines has three duties of disclosure.",
    "The press report tells of four trips that did not take place.",
    "Liang Wenfeng did not attend the February 17 meeting.",
    "Wang Xingxing didn't attend the meeting on February 17.",
    "Beijing will host an AI summit next winter.",
    "The travel rules for AI experts are not guidelines.",
    "The New York Times reported the order.",
    "The Chinese government says that experts from all over the world are not welcome.",
    "Before leaving, the executive need not tell the authorities about the travel plans.",
    "Chinese companies have never shown their products at CES.",
)

NOT_SAID_OF_SAMPLE: Final = (
    "DeepSeek has 200 employees.",
    "Xi Jinping met Donald Trump in Beijing on 4 May.",
    "Alibaba was founded in 1999.",
    "The hubs that issued travel guidance include Shenzhen.",
    "Elon Musk attended the February 17 meeting.",
    "Unitree Robotics has its headquarters in Hangzhou.",
    "The AI summit in Beijing will cost 5 million dollars.",
    "Huawei makes telephones.",
    "The capital of Peru is Lima.",
    "Executives who break the guidelines go to prison for two years.",
    "Liang Wenfeng studied in Hangzhou.",
    "OpenAI released a new model in April.",
    "Wang Xingxing called off a trip to Japan.",
    "The order was signed on 3 March.",
    "CES draws 100,000 visitors a year.",
    "Chinese AI startups raised 4 billion dollars last year.",
    "Alibaba compels its executives to live in Shanghai.",
)

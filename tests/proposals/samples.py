"""Invented lists in the shapes that offices keep: a row for each unit's part, a row for each proposal."""

BY_UNIT = """案由,承办单位,角色,提案组织,年度,来源
关于加快夜经济发展的提案,澜川市商务局,主办,政协澜川市第十届委员会第二次会议,2023,https://example.org/a
关于加快夜经济发展的提案,澜川市公安局,协办,政协澜川市第十届委员会第二次会议,2023,https://example.org/a
关于加快夜经济发展的提案,澜川市文化和旅游局,会办,政协澜川市第十届委员会第二次会议,2023,https://example.org/a
关于整治河道垃圾的建议,青溪县水务局,协办,政协青溪县九届一次,2017,https://example.org/b
关于社区食堂的建议,青溪县民政局,主办,政协青溪县九届一次,2017,https://example.org/c
关于社区食堂的建议,青溪县商务局,主办,政协青溪县九届一次,2017,https://example.org/c
关于安装净水设备的提案,白石县水务局,主办,白石县人大,,https://example.org/d
"""

BY_PROPOSAL_HEADER = (
    "案号,案由,提案人,界别,类别,情况,建议,主办单位,会办单位,立案日期,交办日期,"
    "答复日期,答复文号,答复内容,办理结果,满意度,是否重点,是否公开,会议\n"
)


def by_proposal(*rows: str) -> str:
    return BY_PROPOSAL_HEADER + "\n".join(rows)
